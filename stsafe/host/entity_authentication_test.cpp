#include "stsafe/host/entity_authentication.h"

#include <gtest/gtest.h>

#include "tests/support/key_pairs.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::entity_authentication_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::PublicKeySlot kSlot{0};
constexpr auto kChallenge = "000102030405060708090A0B0C0D0E0F"_hex;
// RFC 6979, A.2.5.
constexpr auto kNonce = "A6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60"_hex;
constexpr std::string_view kR = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";

class EntityAuthenticationTest : public testing::Test {
 protected:
  EntityAuthenticationTest() { testing_support::put_p256_pair(pair_); }

  void next(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  Entity p256() {
    return {crypto_.signature(), crypto_.hash(), kSlot, Curve::kNistP256, pair_.private_key};
  }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng rng_{kNonce};
  crypto_openssl::OpensslCrypto crypto_{rng_};
  sim::KeyPair pair_;
};

// Computed with plain integers.
TEST_F(EntityAuthenticationTest, SignsTheDigestOfTheChallenge) {
  next(kChallenge);
  next("01"_hex);
  EXPECT_TRUE(authenticate_entity(device_, p256()));
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{0x1F0E, 0x1F0F}));
  EXPECT_EQ(hex(chip_.payloads.at(1)),
            "00000020" + std::string{kR} +
                "00205cda9dbb4381dc808281886038e23e911202e8b7c6d85b6986cc6469b298811a");
}

TEST_F(EntityAuthenticationTest, SignsTheChallengeItselfIfWanted) {
  next(kChallenge);
  next("01"_hex);
  EXPECT_TRUE(authenticate_entity(device_, p256(), ChallengeForm::kRaw));
  EXPECT_EQ(hex(chip_.payloads.at(1)),
            "00000020" + std::string{kR} +
                "0020677d6d7cec343b3b138db66e60d407b66b01a1eefb3f79f84a8b7613897adc19");
}

TEST_F(EntityAuthenticationTest, SucceedsOnlyIfTheAnswerIsOne) {
  const auto verify = [&] { return verify_entity_signature(device_, kSlot, Bytes(64)); };
  next("01"_hex);
  EXPECT_TRUE(verify());
  next("00"_hex);
  EXPECT_TRUE(verify().failed_with(CryptoError::kNotAuthentic));
  next("02"_hex);
  EXPECT_TRUE(verify().failed_with(LinkError::kUnexpectedResponse));
  next({});
  EXPECT_TRUE(verify().failed_with(LinkError::kTruncated));
  chip_.next({.status = Status::kChallengeMissing});
  EXPECT_TRUE(verify().failed_with(Status::kChallengeMissing));
}

TEST_F(EntityAuthenticationTest, RefusesAChallengeOfAnotherSize) {
  next(ByteView{kChallenge}.first(15));
  EXPECT_TRUE(generate_challenge(device_).failed_with(LinkError::kTruncated));
  next(testing_support::join({kChallenge, "10"_hex}));
  EXPECT_TRUE(authenticate_entity(device_, p256()).failed_with(LinkError::kTrailingBytes));
}

TEST_F(EntityAuthenticationTest, SendsNothingThatCannotWork) {
  const Entity entity{crypto_.signature(), crypto_.hash(), kSlot, Curve::kX25519,
                      pair_.private_key};
  EXPECT_TRUE(authenticate_entity(device_, entity).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(
      verify_entity_signature(device_, kSlot, Bytes(63)).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(verify_entity_signature(device_, kSlot, {}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

}  // namespace
}  // namespace stsafe::host::entity_authentication_test
