#include "stsafe/host/establish_keys.h"

#include <gtest/gtest.h>

#include "stsafe/host/key_provisioning.h"
#include "tests/pairing/agreement.h"

namespace stsafe {
namespace {

using testing_support::hex;

/// One key of each kind; the last slot first.
constexpr std::array kKeys{
    wire::KeyInfo{wire::SlotNumber{15}, {.usage = wire::kEncrypt | wire::kDecrypt, .parameter = 8}},
    wire::KeyInfo{wire::SlotNumber{3},
                  {.type = wire::KeyType::kAes128,
                   .mode = wire::KeyMode::kCmac,
                   .usage = wire::kGenerateMac | wire::kVerifyMac,
                   .parameter = 4}},
    wire::KeyInfo{wire::SlotNumber{4},
                  {.mode = wire::KeyMode::kEcb, .usage = wire::kEncrypt | wire::kDecrypt}},
    wire::KeyInfo{wire::SlotNumber{5},
                  {.type = wire::KeyType::kGenericSecret,
                   .mode = wire::KeyMode::kHmac,
                   .usage = wire::kGenerateMac,
                   .parameter = 16,
                   .secret_size = 20}}};

class Establishing {
 public:
  explicit Establishing(const wire::SlotControlFields& fields) {
    end.chip.stored().symmetric_control.fill(fields);
  }
  Result<host::KeyWrite> establish(Curve curve,
                                   host::HostAuthentication* authentication = nullptr) {
    return host::establish_symmetric_keys(end.device,
                                          {end.crypto.ecdh(), end.crypto.hkdf(), end.crypto.cmac()},
                                          curve, kKeys, values, authentication);
  }
  void expect_same_keys() {
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
      const auto& slot = end.chip.device().stored().symmetric[kKeys[i].slot.raw()];
      EXPECT_EQ(slot.key, kKeys[i].key);
      EXPECT_EQ(hex(slot.value.reveal()), hex(values[i].reveal()));
      EXPECT_EQ(values[i].size(), kKeys[i].key.key_size());
    }
  }

  Agreement end;
  std::array<Secret<32>, kKeys.size()> values;
};

TEST(EstablishedKeys, AreTheSameOnBothEndsOnEveryCurve) {
  for (const auto curve : kAllCurves) {
    if (!can_agree(curve)) continue;
    Establishing both{{.flags = wire::SlotControlFields::kEcdheAnonymous}};
    both.end.chip.start();
    const auto established = both.establish(curve);
    ASSERT_TRUE(established) << describe(established.error());
    EXPECT_EQ(*established, host::KeyWrite::kAnswered);
    both.expect_same_keys();
  }
}

TEST(EstablishedKeys, NeedASignatureWhereTheSlotWantsOne) {
  for (const auto curve : {Curve::kEd25519, Curve::kNistP384}) {
    Establishing both{{.flags = 0, .ecdhe_authentication_key = Agreement::kSigningSlot.raw()}};
    auto by = both.end.authentication(curve);
    both.end.chip.start();
    EXPECT_TRUE(both.establish(Curve::kX25519).failed_with(Status::kCommandNotAuthorized));
    ASSERT_TRUE(both.establish(Curve::kX25519, &by));
    both.expect_same_keys();
  }
}

TEST(EstablishedKeys, AreReadBackWhenTheAnswerIsLost) {
  Establishing both{{.flags = wire::SlotControlFields::kEcdheAnonymous}};
  both.end.chip.start();
  both.end.transport.next(wire::Opcode{0x1F05}, Agreement::Fate::kLostAnswer);
  const auto established = both.establish(Curve::kNistP256);
  ASSERT_TRUE(established);
  EXPECT_EQ(*established, host::KeyWrite::kReadBack);
  both.expect_same_keys();
}

TEST(WrappedKeys, NeedASignatureWhereTheSlotWantsOne) {
  Establishing both{{.flags = 0, .wrapped_authentication_key = Agreement::kSigningSlot.raw()}};
  auto by = both.end.authentication(Curve::kNistP521);
  both.end.chip.start();
  const Fixed<32> key{std::byte{0x5A}};
  const auto write = [&](host::HostAuthentication* authentication) {
    return host::write_key_wrapped(both.end.device, both.end.kek(), Curve::kX25519, kKeys[0], key,
                                   authentication);
  };
  EXPECT_TRUE(write(nullptr).failed_with(Status::kCommandNotAuthorized));
  ASSERT_TRUE(write(&by));
  const auto& slot = both.end.chip.device().stored().symmetric[15];
  EXPECT_EQ(hex(slot.value.reveal()), hex(key));
}

// The main defect of a stale success: the write never arrived.
TEST(WrappedKeys, AreNotBelievedToBeThereForAnOlderSuccess) {
  Establishing both{{.flags = wire::SlotControlFields::kWrappedAnonymous}};
  both.end.chip.start();
  both.end.transport.next(wire::Opcode{0x1F09}, Agreement::Fate::kStaleSuccess);
  const Fixed<32> key{std::byte{0x5A}};
  EXPECT_TRUE(
      host::write_key_wrapped(both.end.device, both.end.kek(), Curve::kX25519, kKeys[0], key)
          .failed_with(LinkError::kUnexpectedResponse));
}

}  // namespace
}  // namespace stsafe
