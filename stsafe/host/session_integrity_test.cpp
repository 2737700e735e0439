#include <gtest/gtest.h>

#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/host_session.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "tests/support/failing_crypto.h"
#include "tests/support/model_chip.h"

// Nothing reaches the caller that the chip did not say, and no failure leaves the ends apart.
namespace stsafe::host::session_integrity_test {
namespace {

using testing_support::Bytes;
using testing_support::Countdown;
using testing_support::FailingCrypto;
using testing_support::ModelChip;
using testing_support::to_bytes;

class SessionIntegrity : public testing::Test {
 protected:
  /// Opens a session for Echo, Encrypt and Decrypt with these encryption flags.
  void open(std::uint8_t flags) {
    chip_.encrypt_command = (flags & 2) != 0;
    chip_.encrypt_response = (flags & 1) != 0;
    const std::byte f{flags};
    const std::byte host{3};
    chip_.next({.payload = to_bytes("01 03 00 60 01"_hex)});
    chip_.next({.payload = {std::byte{0}, std::byte{3}, std::byte{0x00}, host, f, std::byte{0x1B},
                            host, f, std::byte{0x1C}, host, f}});
    ASSERT_TRUE(device_.initialise());
    ASSERT_TRUE(
        session_.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
    chip_.log.clear();
  }
  Result<wire::Echo::Response> echo() { return device_.call(wire::Echo{wire::Tail{"AA"_hex}}); }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  Countdown countdown_;
  FailingCrypto failing_{crypto_, countdown_};
  HostSession session_{device_, failing_.aes(), failing_.cmac()};
};

TEST_F(SessionIntegrity, RefusesAWrongResponseMac) {
  for (std::uint8_t flags = 0; flags < 4; ++flags) {
    open(flags);
    chip_.next({.payload = to_bytes("AA"_hex), .forged_mac = true});
    EXPECT_TRUE(echo().failed_with(ChannelError::kInvalidResponseMac)) << int{flags};
    session_.close();
  }
}

TEST_F(SessionIntegrity, RefusesAnAnswerTooShortForAMac) {
  open(0);
  for (std::size_t size = 0; size < wire::kMacSize; ++size) {
    chip_.next({.raw_payload = Bytes(size)});
    EXPECT_TRUE(echo().failed_with(ChannelError::kInvalidResponseMac)) << size;
  }
}

TEST_F(SessionIntegrity, DoesNotSendAgainAfterAWrongResponseMac) {
  open(0);
  chip_.next({.forged_mac = true});
  EXPECT_FALSE(echo());
  EXPECT_EQ(chip_.log.size(), 1U);
}

TEST_F(SessionIntegrity, AsksForTheCounterAfterAWrongResponseMac) {
  open(0);
  chip_.next({.forged_mac = true});
  EXPECT_FALSE(echo());
  EXPECT_TRUE(echo());
  EXPECT_EQ(chip_.count(ModelChip::kQueryCounter), 1U);
  EXPECT_EQ(session_.counter().raw(), chip_.counter);
}

// Somebody repeats the answer to an earlier command: its R-MAC is for another counter.
TEST_F(SessionIntegrity, RefusesARepeatedAnswer) {
  open(0);
  const auto earlier = "00 00 09 01 02 03 2B 0B 2F 62 8F 33"_hex;
  chip_.next({.forged_answer = to_bytes(earlier)});
  EXPECT_TRUE(device_.call(wire::Echo{wire::Tail{"01 02 03"_hex}}));
  chip_.next({.forged_answer = to_bytes(earlier)});
  EXPECT_TRUE(device_.call(wire::Echo{wire::Tail{"01 02 03"_hex}})
                  .failed_with(ChannelError::kInvalidResponseMac));
}

TEST_F(SessionIntegrity, IgnoresWhatFollowsAnErrorStatus) {
  open(3);
  chip_.next({.status = Status::kKeyNotFound, .raw_payload = Bytes(7)});
  EXPECT_TRUE(echo().failed_with(Status::kKeyNotFound));
  EXPECT_EQ(session_.counter().raw(), chip_.counter);
}

TEST_F(SessionIntegrity, ReleasesNoPlaintextBeforeTheMac) {
  for (std::uint8_t flags = 0; flags < 2; ++flags) {
    open(flags);
    CcmStarKey key{device_, {.key = {.parameter = 4}}};
    const auto nonce = Nonce::chosen_by_caller(Fixed<13>{});
    auto plaintext = "EE EE EE"_hex;
    chip_.next({.payload = to_bytes("01 A1 A2 A3"_hex), .forged_mac = true});
    EXPECT_TRUE(key.decrypt(*nonce, {}, "010203"_hex, "01020304"_hex, plaintext)
                    .failed_with(ChannelError::kInvalidResponseMac));
    EXPECT_EQ(plaintext, "EE EE EE"_hex);
    session_.close();
  }
}

TEST_F(SessionIntegrity, RefusesAnEncryptedAnswerOfNoWholeBlocks) {
  open(1);
  chip_.encrypt_response = false;
  chip_.next({.payload = Bytes(15)});
  EXPECT_TRUE(echo().failed_with(ChannelError::kBadPadding));
  EXPECT_EQ(session_.counter().raw(), chip_.counter);
  EXPECT_TRUE(echo());
}

// One command that uses every part: IV and CBC both ways, C-MAC and R-MAC.
TEST_F(SessionIntegrity, SurvivesAFailureOfEachCryptographicCall) {
  constexpr int kNumCalls = 6;
  for (int n = 1; n <= kNumCalls + 1; ++n) {
    open(3);
    countdown_.fail_at(n);
    chip_.next({.payload = to_bytes("AA"_hex)});
    const auto answer = echo();
    EXPECT_EQ(static_cast<bool>(answer), n > kNumCalls) << n;
    if (!answer) {
      EXPECT_TRUE(answer.failed_with(CryptoError::kBackendFailed)) << n;
    }
    countdown_.never_fail();
    EXPECT_TRUE(echo()) << n;
    EXPECT_EQ(session_.counter().raw(), chip_.counter) << n;
    session_.close();
  }
}

TEST_F(SessionIntegrity, SendsNothingWhenItCannotProtect) {
  for (int n = 1; n <= 3; ++n) {
    open(3);
    countdown_.fail_at(n);
    EXPECT_FALSE(echo());
    EXPECT_TRUE(chip_.log.empty()) << n;
    countdown_.never_fail();
    session_.close();
  }
}

}  // namespace
}  // namespace stsafe::host::session_integrity_test
