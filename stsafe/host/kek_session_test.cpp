#include "stsafe/host/kek_session.h"

#include <gtest/gtest.h>

#include "tests/support/failing_crypto.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::kek_session_test {
namespace {

using testing_support::Bytes;
using testing_support::Countdown;
using testing_support::FailingCrypto;
using testing_support::ModelChip;
using testing_support::ScriptedRng;
using testing_support::to_bytes;

constexpr std::uint16_t kGenerate = 0x1F0B;
constexpr std::uint16_t kStart = 0x1F03;
constexpr std::uint16_t kWrite = 0x1F09;
constexpr std::uint16_t kStop = 0x1F06;

// A chip's X25519 key: protocol part 01, section 7.6.
constexpr auto kShare =
    "00 03 2B 65 6E 00 20 9F B3 80 3D 88 F0 B4 72 39 DA 04 6F 1A C7 5F 29 AF 39 8B 56 72 38 9D F2 EE 0B 87 3F C0 E3 FC 73"_hex;

constexpr wire::KeyInfo kInfo{.slot = wire::SlotNumber{2},
                              .key = {.usage = wire::kEncrypt | wire::kDecrypt, .parameter = 16}};
constexpr Fixed<32> kKey{};

class KekSessionTest : public testing::Test {
 protected:
  KekSessionTest() {
    for (int i = 0; i < 20; ++i) rng_.add(kPrivateKey);
    chip_.always(wire::Opcode{kGenerate}, {.payload = to_bytes(kShare)});
  }
  std::size_t num_stops() const { return chip_.count(kStop); }

  static constexpr auto kPrivateKey =
      "19 31 29 6D 83 78 04 7E 69 AE 29 55 C6 66 37 53 BE 24 2D 4F CF 2A 7E 8A 5E 08 F5 35 6B BE 05 C3"_hex;
  ModelChip chip_;
  Device device_{chip_};
  ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  Countdown countdown_;
  FailingCrypto failing_{crypto_, countdown_};
  KekSession kek_{device_, {failing_.ecdh(), failing_.hkdf(), failing_.key_wrap()}};
};

TEST_F(KekSessionTest, OpensWritesAndCloses) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  EXPECT_TRUE(kek_.is_open());
  EXPECT_TRUE(kek_.write(kInfo, kKey));
  EXPECT_TRUE(kek_.close());
  EXPECT_FALSE(kek_.is_open());
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kGenerate, kStart, kWrite, kStop}));
}

TEST_F(KekSessionTest, RefusesEd25519BeforeAnythingIsSent) {
  EXPECT_TRUE(kek_.open(Curve::kEd25519).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(KekSessionTest, OpensOnce) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  EXPECT_TRUE(kek_.open(Curve::kX25519).failed_with(UsageError::kAlreadyOpen));
  EXPECT_TRUE(kek_.is_open());
}

TEST_F(KekSessionTest, ClosesAsOftenAsWanted) {
  EXPECT_TRUE(kek_.close());
  EXPECT_EQ(num_stops(), 0U);
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  EXPECT_TRUE(kek_.close());
  EXPECT_TRUE(kek_.close());
  EXPECT_EQ(num_stops(), 1U);
  EXPECT_TRUE(kek_.open(Curve::kX25519));
}

TEST_F(KekSessionTest, ClosesAtTheEndOfItsLife) {
  {
    KekSession kek{device_, {failing_.ecdh(), failing_.hkdf(), failing_.key_wrap()}};
    ASSERT_TRUE(kek.open(Curve::kX25519));
  }
  EXPECT_EQ(num_stops(), 1U);
}

TEST_F(KekSessionTest, IsContentWithAChipThatHasNoSessionAnyMore) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  chip_.next({.status = Status::kSessionError});
  EXPECT_TRUE(kek_.close());
}

TEST_F(KekSessionTest, SaysThatClosingFailedButIsClosed) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  chip_.next({.status = Status::kAccessConditionNotSatisfied});
  EXPECT_TRUE(kek_.close().failed_with(Status::kAccessConditionNotSatisfied));
  EXPECT_FALSE(kek_.is_open());
  EXPECT_TRUE(kek_.write(kInfo, kKey).failed_with(UsageError::kNotOpen));
}

TEST_F(KekSessionTest, ClosesWhateverGoesWrongWhileItOpens) {
  const std::array reactions{
      testing_support::Reaction{.status = Status::kUnexpectedError},
      testing_support::Reaction{.lost_request = LinkError::kNotDelivered},
      testing_support::Reaction{.payload = to_bytes(kShare), .lost_answer = LinkError::kNoAnswer},
      testing_support::Reaction{.payload = to_bytes(kShare), .lost_answer = BusError::kIo},
      testing_support::Reaction{.payload = to_bytes("00"_hex)}};
  for (const auto step : {kGenerate, kStart}) {
    for (const auto& reaction : reactions) {
      chip_.log.clear();
      if (step == kStart) chip_.next({.payload = to_bytes(kShare)});
      chip_.next(reaction);
      EXPECT_FALSE(kek_.open(Curve::kX25519));
      EXPECT_FALSE(kek_.is_open());
      EXPECT_EQ(num_stops(), 1U);
      EXPECT_EQ(chip_.log.back(), kStop);
    }
  }
}

TEST_F(KekSessionTest, RefusesAChipThatAnswersOnAnotherCurve) {
  const Bytes p256 = testing_support::join(
      {"00 08 2A 86 48 CE 3D 03 01 07 04"_hex, "00 20"_hex, Fixed<32>{}, "00 20"_hex, Fixed<32>{}});
  chip_.next({.payload = p256});
  EXPECT_TRUE(kek_.open(Curve::kX25519).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_FALSE(kek_.is_open());
  EXPECT_EQ(num_stops(), 1U);
}

TEST_F(KekSessionTest, RefusesAChipWhosePointIsNotOnTheCurve) {
  for (int i = 0; i < 20; ++i) rng_.add(kPrivateKey);
  const Bytes p256 = testing_support::join(
      {"00 08 2A 86 48 CE 3D 03 01 07 04"_hex, "00 20"_hex, Fixed<32>{}, "00 20"_hex, Fixed<32>{}});
  chip_.next({.payload = p256});
  EXPECT_TRUE(kek_.open(Curve::kNistP256).failed_with(CryptoError::kInvalidKey));
  EXPECT_EQ(num_stops(), 1U);
}

// Key pair, shared secret and base KEK.
TEST_F(KekSessionTest, ClosesAfterAFailureOfEachCryptographicCall) {
  for (int n = 1; n <= 3; ++n) {
    chip_.log.clear();
    countdown_.fail_at(n);
    EXPECT_TRUE(kek_.open(Curve::kX25519).failed_with(CryptoError::kBackendFailed)) << n;
    EXPECT_FALSE(kek_.is_open());
    EXPECT_EQ(num_stops(), 1U) << n;
    countdown_.never_fail();
  }
  EXPECT_TRUE(kek_.open(Curve::kX25519));
}

TEST_F(KekSessionTest, RefusesKeysOfAnotherSize) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  const Fixed<40> bytes{};
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    if (size == 32) continue;
    EXPECT_TRUE(
        kek_.write(kInfo, ByteView{bytes}.first(size)).failed_with(UsageError::kInconsistentKey))
        << size;
  }
  EXPECT_EQ(chip_.count(kWrite), 0U);
}

TEST_F(KekSessionTest, RefusesAKeyOfUnknownType) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  auto info = kInfo;
  info.key.type = static_cast<wire::KeyType>(3);
  EXPECT_TRUE(kek_.write(info, {}).failed_with(UsageError::kInconsistentKey));
}

// Whether the chip has counted a key that it refuses depends on where it stopped (trap T-22).
TEST_F(KekSessionTest, ClosesWhenTheChipRefusesAKey) {
  for (const auto status : {Status::kCommunicationError, Status::kInconsistentCommandData,
                            Status::kAccessConditionNotSatisfied, Status::kCommandNotAuthorized}) {
    chip_.log.clear();
    ASSERT_TRUE(kek_.open(Curve::kX25519));
    chip_.next({.status = status});
    EXPECT_TRUE(kek_.write(kInfo, kKey).failed_with(status));
    EXPECT_FALSE(kek_.is_open());
    EXPECT_EQ(num_stops(), 1U);
  }
}

TEST_F(KekSessionTest, ClosesWhenThereIsNoAnswerToAKey) {
  for (const Error lost : {Error{LinkError::kNoAnswer}, Error{BusError::kIo}}) {
    chip_.log.clear();
    ASSERT_TRUE(kek_.open(Curve::kX25519));
    chip_.next({.lost_answer = lost});
    EXPECT_TRUE(kek_.write(kInfo, kKey).failed_with(lost));
    EXPECT_FALSE(kek_.is_open());
    EXPECT_EQ(num_stops(), 1U);
    EXPECT_TRUE(kek_.write(kInfo, kKey).failed_with(UsageError::kNotOpen));
  }
}

TEST_F(KekSessionTest, SendsNoKeyWhenCryptographyFails) {
  for (int n = 1; n <= 2; ++n) {
    ASSERT_TRUE(kek_.open(Curve::kX25519));
    countdown_.fail_at(n);
    EXPECT_TRUE(kek_.write(kInfo, kKey).failed_with(CryptoError::kBackendFailed)) << n;
    countdown_.never_fail();
    EXPECT_TRUE(kek_.close());
  }
  EXPECT_EQ(chip_.count(kWrite), 0U);
}

// The two ends count the keys of a session; a key that never left must not make them differ.
TEST_F(KekSessionTest, ClosesWhenAKeyCannotBeWrapped) {
  for (int n = 1; n <= 2; ++n) {
    ASSERT_TRUE(kek_.open(Curve::kX25519));
    countdown_.fail_at(n);
    EXPECT_TRUE(kek_.write(kInfo, kKey).failed_with(CryptoError::kBackendFailed)) << n;
    countdown_.never_fail();
    EXPECT_FALSE(kek_.is_open()) << n;
    EXPECT_TRUE(kek_.close());
  }
}

TEST_F(KekSessionTest, WrapsEachKeyUnderAKekOfItsOwn) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  EXPECT_TRUE(kek_.write(kInfo, kKey));
  const auto first = chip_.payloads.back();
  EXPECT_TRUE(kek_.write(kInfo, kKey));
  EXPECT_NE(testing_support::hex(chip_.payloads.back()), testing_support::hex(first));
}

TEST_F(KekSessionTest, ClosesWhenTheHostCannotSign) {
  const crypto::PrivateKey no_key;
  HostAuthentication x25519{{crypto_.signature(), crypto_.hash()},
                            {wire::PublicKeySlot{1}, Curve::kX25519, no_key}};
  EXPECT_TRUE(kek_.open(Curve::kX25519, x25519).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_FALSE(kek_.is_open());
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kGenerate, kStop}));
}

TEST_F(KekSessionTest, WrapsHostKeysToo) {
  const HostKeysView keys{wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey};
  EXPECT_TRUE(kek_.write_host_keys(keys).failed_with(UsageError::kNotOpen));
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  const HostKeysView too_short{wire::HostKeyType::kAes256, ModelChip::kMacKey,
                               ModelChip::kCipherKey};
  EXPECT_TRUE(kek_.write_host_keys(too_short).failed_with(UsageError::kWrongSize));
  const auto change = kek_.write_host_keys(keys);
  ASSERT_TRUE(change);
  EXPECT_EQ(*change, HostKeyChange::kWritten);
  EXPECT_EQ(chip_.log.back(), 0x1F08);
  EXPECT_EQ(chip_.payloads.back().size(), 48U);
  EXPECT_TRUE(kek_.is_open());
}

TEST_F(KekSessionTest, Wraps255KeysAndNoMore) {
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  for (int i = 0; i < 255; ++i) ASSERT_TRUE(kek_.write(kInfo, kKey));
  EXPECT_TRUE(kek_.write(kInfo, kKey).failed_with(UsageError::kWrappedCounterSpent));
  EXPECT_EQ(chip_.count(kWrite), 255U);
  EXPECT_TRUE(kek_.close());
  ASSERT_TRUE(kek_.open(Curve::kX25519));
  EXPECT_TRUE(kek_.write(kInfo, kKey));
}

}  // namespace
}  // namespace stsafe::host::kek_session_test
