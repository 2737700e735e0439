#include "stsafe/host/key_pair.h"

#include <gtest/gtest.h>

#include "tests/support/key_pairs.h"
#include "tests/support/model_chip.h"

namespace stsafe::host::key_pair_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::PrivateKeySlot kSlot{1};
constexpr auto kDigest = "AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF"_hex;
constexpr auto kR = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"_hex;
constexpr auto kS = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"_hex;
constexpr auto kSize = "0020"_hex;

class KeyPairTest : public testing::Test {
 protected:
  void next(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  KeyPair p256_{device_, kSlot, Curve::kNistP256};
};

// Part 03, appendix A1.
TEST_F(KeyPairTest, IsGeneratedInASlotUpToALimit) {
  const auto key = ByteView{testing_support::kP256PublicKey};
  next(join({"04"_hex, kSize, key.first(32), kSize, key.subspan(32)}));
  const auto generated = generate_key_pair(device_, kSlot, Curve::kNistP256, wire::UsageLimit{255});
  ASSERT_TRUE(generated);
  EXPECT_EQ(hex(generated->raw()), hex(key));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "130100ff000000082a8648ce3d030107");
}

TEST_F(KeyPairTest, HasNoLimitUnlessOneIsGiven) {
  next(join({kSize, testing_support::kEd25519PublicKey}));
  EXPECT_TRUE(generate_key_pair(device_, kSlot, Curve::kEd25519));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "1301ffff000000032b6570");
}

// The vendor's library checks neither point byte nor lengths.
TEST_F(KeyPairTest, RefusesAPublicKeyOfAnotherForm) {
  const auto key = ByteView{testing_support::kP256PublicKey};
  const auto generate = [&] { return generate_key_pair(device_, kSlot, Curve::kNistP256); };
  next(join({"02"_hex, kSize, key.first(32), kSize, key.subspan(32)}));
  EXPECT_TRUE(generate().failed_with(LinkError::kMalformedField));
  next(join({"04 0030"_hex, key.first(32), kSize, key.subspan(32)}));
  EXPECT_TRUE(generate().failed_with(LinkError::kMalformedField));
  next(join({kSize, testing_support::kEd25519PublicKey}));
  EXPECT_TRUE(generate().failed_with(LinkError::kMalformedField));
  next(join({"04"_hex, kSize, key.first(32), kSize, key.subspan(32), "00"_hex}));
  EXPECT_TRUE(generate().failed_with(LinkError::kTrailingBytes));
  next({});
  EXPECT_TRUE(generate().failed_with(LinkError::kTruncated));
}

TEST_F(KeyPairTest, FindsItsCurveInTheTable) {
  next("02 00 FFFF 00 00 003C 01 01 800D 00032B6570"_hex);
  const auto pair = KeyPair::open(device_, kSlot);
  ASSERT_TRUE(pair);
  EXPECT_EQ(pair->curve(), Curve::kEd25519);
  EXPECT_EQ(pair->slot(), kSlot);
  next("01 00 FFFF 01 00 003C"_hex);
  EXPECT_TRUE(KeyPair::open(device_, kSlot).failed_with(Status::kKeyNotFound));
  next("01 00 FFFF 00 00 003C"_hex);
  EXPECT_TRUE(KeyPair::open(device_, kSlot).failed_with(Status::kEntryNotFound));
}

// Part 03, appendix A2.
TEST_F(KeyPairTest, SignsADigest) {
  next(join({kSize, kR, kSize, kS}));
  Fixed<64> signature{};
  ASSERT_TRUE(p256_.sign(kDigest, signature));
  EXPECT_EQ(hex(signature), hex(join({kR, kS})));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "010020" + hex(kDigest));
}

TEST_F(KeyPairTest, HashesAMessageAsItsCurveAsks) {
  next(join({kSize, kR, kSize, kS}));
  Fixed<64> signature{};
  // RFC 6979, A.2.5: "sample".
  ASSERT_TRUE(p256_.sign_message(crypto_.hash(), "73616D706C65"_hex, signature));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "010020" + hex(kDigest));

  next(join({kSize, kR, kSize, kS}));
  KeyPair ed25519{device_, kSlot, Curve::kEd25519};
  ASSERT_TRUE(ed25519.sign_message(crypto_.hash(), "73616D706C65"_hex, signature));
  EXPECT_EQ(hex(chip_.payloads.at(1)), "01000673616d706c65");
}

TEST_F(KeyPairTest, RefusesASignatureOfAnotherSize) {
  Fixed<64> signature{};
  next(join({kSize, kR, "001F"_hex, ByteView{kS}.first(31)}));
  EXPECT_TRUE(p256_.sign(kDigest, signature).failed_with(LinkError::kUnexpectedResponse));
  next(join({"001F"_hex, ByteView{kR}.first(31), kSize, kS}));
  EXPECT_TRUE(p256_.sign(kDigest, signature).failed_with(LinkError::kUnexpectedResponse));
  next({});
  EXPECT_TRUE(p256_.sign(kDigest, signature).failed_with(LinkError::kTruncated));
  EXPECT_EQ(signature, Fixed<64>{});
}

TEST_F(KeyPairTest, SendsNothingThatCannotWork) {
  Fixed<64> signature{};
  Fixed<63> too_short{};
  EXPECT_TRUE(p256_.sign({}, signature).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(p256_.sign(kDigest, too_short).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(p256_.sign(Bytes(749), signature).failed_with(LinkError::kFrameTooLong));
  KeyPair x25519{device_, kSlot, Curve::kX25519};
  EXPECT_TRUE(x25519.sign(kDigest, signature).failed_with(UsageError::kUnsupportedCurve));
  KeyPair ed25519{device_, kSlot, Curve::kEd25519};
  crypto::SharedSecret secret;
  PublicKey peer;
  EXPECT_TRUE(
      ed25519.establish_shared_secret(peer, secret).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(
      x25519.establish_shared_secret(peer, secret).failed_with(UsageError::kInconsistentKey));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(KeyPairTest, SignsOnceAlthoughTheAnswerWasLost) {
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  Fixed<64> signature{};
  EXPECT_TRUE(p256_.sign(kDigest, signature).failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.log.size(), 1U);
}

// Part 03, appendix A5.
TEST_F(KeyPairTest, EstablishesASharedSecret) {
  constexpr auto kPeer = "358072D6365880D1AEEA329ADF9121383851ED21A28E3B75E965D0D2CD166254"_hex;
  constexpr auto kShared = "9663AA1DA97E848A914A436D04163DFBB89178F107F1B5B77ED3854203382854"_hex;
  KeyPair x25519{device_, kSlot, Curve::kX25519};
  const auto peer = PublicKey::from_raw(Curve::kX25519, kPeer);
  crypto::SharedSecret secret;
  next(join({kSize, kShared}));
  ASSERT_TRUE(x25519.establish_shared_secret(*peer, secret));
  EXPECT_EQ(hex(secret.reveal()), hex(kShared));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "010020" + hex(kPeer));

  next(join({"001F"_hex, ByteView{kShared}.first(31)}));
  EXPECT_TRUE(
      x25519.establish_shared_secret(*peer, secret).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_TRUE(secret.empty());
  chip_.next({.status = Status::kKeyBlocked});
  EXPECT_TRUE(x25519.establish_shared_secret(*peer, secret).failed_with(Status::kKeyBlocked));
}

}  // namespace
}  // namespace stsafe::host::key_pair_test
