#pragma once

#include <gtest/gtest.h>

#include "apps/devices/simulated_board.h"
#include "cose/ccm_star_recipient.h"
#include "cose/key_wrap_recipient.h"
#include "cose/slot_wrapping_key.h"
#include "stsafe/host/key_provisioning.h"

namespace stsafe::testing_support {

/// A simulated chip with one key of each kind that an envelope can be sealed for, and its host.
class EnvelopeChip {
 public:
  static constexpr wire::SlotNumber kCcmSlot{0};
  static constexpr wire::SlotNumber kEcbSlot{1};
  static constexpr wire::LocalEnvelopeSlot kLocalSlot{0};

  /// Keys of 16 or 32 bytes, of one size. CCM* has tags of 16 bytes unless it is told otherwise.
  EnvelopeChip(ByteView ccm_key, ByteView ecb_key, std::uint8_t ccm_tag = 16)
      : type_(ecb_key.size() == 16 ? wire::KeyType::kAes128 : wire::KeyType::kAes256),
        random_(1, "host"),
        crypto_(random_.rng()),
        board_(1, profile()),
        device_(board_.transport()) {
    EXPECT_TRUE(device_.initialise());
    EXPECT_TRUE(nonces_.start(random_.rng()));
    ccm_info_.key.type = type_;
    ccm_info_.key.parameter = ccm_tag;
    ecb_info_.key.type = type_;
    write(ccm_info_, ccm_key);
    write(ecb_info_, ecb_key);
    EXPECT_TRUE((host::LocalEnvelopeKey{device_, kLocalSlot}.generate(type_)));
  }

  host::Device& device() { return device_; }
  crypto_openssl::OpensslCrypto& crypto() { return crypto_; }
  host::NonceSource& nonces() { return nonces_; }
  const wire::KeyInfo& ccm_info() const { return ccm_info_; }

  cose::SlotWrappingKey ecb_key() { return {host::EcbKey{device_, ecb_info_}, type_}; }
  cose::LocalEnvelopeWrappingKey local_key() {
    return {host::LocalEnvelopeKey{device_, kLocalSlot}, type_};
  }
  cose::CcmStarRecipient ccm_recipient(ByteView key_id) {
    auto made = cose::CcmStarRecipient::make(device_, ccm_info_, &nonces_, key_id);
    EXPECT_TRUE(made);
    return *made;
  }

 private:
  static sim::Profile profile() {
    auto profile = sim::spl05();
    for (const auto slot : {kCcmSlot, kEcbSlot}) {
      profile.symmetric_control[slot.raw()].flags |= wire::SlotControlFields::kWrappedAnonymous;
    }
    return profile;
  }
  void write(const wire::KeyInfo& info, ByteView key) {
    EXPECT_TRUE(host::write_key_wrapped(
        device_, {crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()}, Curve::kX25519, info, key));
  }

  wire::KeyInfo ccm_info_{.slot = kCcmSlot,
                          .key = {.mode = wire::KeyMode::kCcmStar,
                                  .usage = wire::kEncrypt | wire::kDecrypt,
                                  .parameter = 16}};
  wire::KeyInfo ecb_info_{
      .slot = kEcbSlot,
      .key = {.mode = wire::KeyMode::kEcb, .usage = wire::kEncrypt | wire::kDecrypt}};
  wire::KeyType type_;
  devices::RandomSource random_;
  crypto_openssl::OpensslCrypto crypto_;
  devices::SimulatedBoard board_;
  host::Device device_;
  host::NonceSequence nonces_;
};

}  // namespace stsafe::testing_support
