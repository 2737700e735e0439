#include "stsafe/host/host_keys.h"

#include <gtest/gtest.h>

#include "tests/support/failing_crypto.h"
#include "tests/support/model_chip.h"
#include "tests/support/scripted_transport.h"

namespace stsafe::host {
namespace {

using testing_support::ModelChip;
using testing_support::ScriptedTransport;

constexpr auto kDone = "00 00 02 F0 78"_hex;

// The frame of protocol part 01, section 7.1.
TEST(WriteHostKeysPlaintext, SendsBothKeys) {
  ScriptedTransport transport;
  transport.expect(
      "1F 07 00 00 00 00 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 01 23 45 67 89 AB CD EF 01 23 45 67 89 AB CD EF 3C BB"_hex,
      kDone);
  Device device{transport};
  const auto change = write_host_keys_plaintext(device, wire::HostKeyType::kAes128,
                                                ModelChip::kMacKey, ModelChip::kCipherKey);
  ASSERT_TRUE(change);
  EXPECT_EQ(*change, HostKeyChange::kWritten);
}

TEST(WriteHostKeysPlaintext, RefusesKeysThatDoNotFitTheirType) {
  ScriptedTransport nothing;
  Device device{nothing};
  const Fixed<32> bytes{};
  for (const std::size_t wrong : {0U, 15U, 17U, 32U}) {
    const auto key = ByteView{bytes}.first(wrong);
    EXPECT_TRUE(
        write_host_keys_plaintext(device, wire::HostKeyType::kAes128, key, ModelChip::kCipherKey)
            .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(
        write_host_keys_plaintext(device, wire::HostKeyType::kAes128, ModelChip::kMacKey, key)
            .failed_with(UsageError::kWrongSize));
  }
  EXPECT_TRUE(write_host_keys_plaintext(device, wire::HostKeyType::kAes256, bytes,
                                        ByteView{bytes}.first(16))
                  .failed_with(UsageError::kWrongSize));
}

TEST(WriteHostKeysPlaintext, PassesOnWhatTheChipSays) {
  ModelChip chip;
  chip.next({.status = Status::kCommandNotAuthorized});
  Device device{chip};
  EXPECT_TRUE(write_host_keys_plaintext(device, wire::HostKeyType::kAes128, ModelChip::kMacKey,
                                        ModelChip::kCipherKey)
                  .failed_with(Status::kCommandNotAuthorized));
}

/// Everything that agreeing needs, with a chip that answers one ephemeral key for ever.
class AgreeOnHostKeys : public testing::Test {
 protected:
  AgreeOnHostKeys() {
    rng_.add(Fixed<32>{std::byte{0x5A}});
    chip_.always(
        wire::Opcode{0x1F0B},
        {.payload = testing_support::to_bytes(
             "00 03 2B 65 6E 00 20 9F B3 80 3D 88 F0 B4 72 39 DA 04 6F 1A C7 5F 29 AF 39 8B 56 72 38 9D F2 EE 0B 87 3F C0 E3 FC 73"_hex)});
  }
  Result<HostKeyChange> establish(Curve curve = Curve::kX25519) {
    return establish_host_keys(device_, {failing_.ecdh(), failing_.hkdf()}, curve,
                               wire::HostKeyType::kAes256, keys_);
  }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  testing_support::Countdown countdown_;
  testing_support::FailingCrypto failing_{crypto_, countdown_};
  channel::HostKeys keys_;
};

TEST_F(AgreeOnHostKeys, GivesTheHostItsKeys) {
  const auto change = establish();
  ASSERT_TRUE(change);
  EXPECT_EQ(*change, HostKeyChange::kWritten);
  EXPECT_EQ(keys_.mac.size(), 32U);
  EXPECT_EQ(keys_.cipher.size(), 32U);
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{0x1F0B, 0x1F18}));
}

TEST_F(AgreeOnHostKeys, KeepsTheKeysThatTheChipMayHave) {
  chip_.always(wire::Opcode{0x1F18}, {.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(establish().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(keys_.mac.size(), 32U);
}

TEST_F(AgreeOnHostKeys, WipesTheKeysThatTheChipRefused) {
  chip_.always(wire::Opcode{0x1F18}, {.status = Status::kCommandNotAuthorized});
  EXPECT_TRUE(establish().failed_with(Status::kCommandNotAuthorized));
  EXPECT_TRUE(keys_.mac.empty());
  EXPECT_TRUE(keys_.cipher.empty());
}

TEST_F(AgreeOnHostKeys, SendsNothingForACurveThatCannotAgree) {
  EXPECT_TRUE(establish(Curve::kEd25519).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(chip_.log.empty());
}

// The host has its keys before the chip has them: key pair, shared secret and derivation.
TEST_F(AgreeOnHostKeys, LeavesTheChipAloneWhenCryptographyFails) {
  for (int n = 1; n <= 3; ++n) {
    rng_.add(Fixed<32>{std::byte{0x5A}});
    countdown_.fail_at(n);
    EXPECT_TRUE(establish().failed_with(CryptoError::kBackendFailed)) << n;
    countdown_.never_fail();
    EXPECT_TRUE(keys_.mac.empty());
  }
  EXPECT_EQ(chip_.count(0x1F18), 0U);
}

TEST_F(AgreeOnHostKeys, RefusesToWrapKeysThatDoNotFit) {
  const KekCrypto kek{crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()};
  EXPECT_TRUE(write_host_keys_wrapped(
                  device_, kek, Curve::kX25519,
                  {wire::HostKeyType::kAes256, ModelChip::kMacKey, ModelChip::kCipherKey})
                  .failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(AgreeOnHostKeys, ClosesTheKekSessionWhenTheChipRefusesWrappedKeys) {
  const KekCrypto kek{crypto_.ecdh(), crypto_.hkdf(), crypto_.key_wrap()};
  chip_.always(wire::Opcode{0x1F08}, {.status = Status::kCommandNotAuthorized});
  EXPECT_TRUE(write_host_keys_wrapped(
                  device_, kek, Curve::kX25519,
                  {wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey})
                  .failed_with(Status::kCommandNotAuthorized));
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{0x1F0B, 0x1F03, 0x1F08, 0x1F06}));
}

}  // namespace
}  // namespace stsafe::host
