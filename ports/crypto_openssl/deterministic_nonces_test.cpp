#include "ports/crypto_openssl/deterministic_nonces.h"

#include <gtest/gtest.h>

#include "ports/crypto_openssl/openssl_signature.h"
#include "tests/support/scripted_rng.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl {
namespace {

using testing_support::Bytes;
using testing_support::ScriptedRng;
using vectors::for_each_vector;
using vectors::Vector;

TEST(DeterministicNonces, AreThePublishedOnes) {
  const auto count = for_each_vector("ecdsa_rfc6979.json", [](Vector& vector) {
    const auto expected = vector.bytes("nonce");
    DeterministicNonces nonces{WeierstrassCurve{vector.curve()}, vector.bytes("private"),
                               vector.bytes("digest")};
    Bytes nonce(expected.size());
    EXPECT_TRUE(nonces.fill(nonce));
    EXPECT_EQ(nonce, expected);
    vector.skip({"public", "signature"});
  });
  EXPECT_EQ(count, 18);
}

TEST(DeterministicNonces, SignWithoutRandomness) {
  const auto count = for_each_vector("ecdsa_rfc6979.json", [](Vector& vector) {
    ScriptedRng nothing;
    OpensslSignature signature{nothing, Nonces::kDeterministic};
    crypto::PrivateKey key;
    ASSERT_TRUE(key.assign(vector.bytes("private")));
    const auto expected = vector.bytes("signature");
    Bytes made(expected.size());
    EXPECT_TRUE(signature.sign(vector.curve(), key, crypto::EddsaVariant::kPure,
                               vector.bytes("digest"), made));
    EXPECT_EQ(made, expected);
    vector.skip({"public", "nonce"});
  });
  EXPECT_EQ(count, 18);
}

TEST(DeterministicNonces, GiveAnotherCandidateWhenAskedAgain) {
  const WeierstrassCurve curve{Curve::kNistP384};
  const Bytes key(48, std::byte{1});
  const Bytes digest(48, std::byte{2});
  DeterministicNonces nonces{curve, key, digest};
  Bytes first(48);
  Bytes second(48);
  EXPECT_TRUE(nonces.fill(first));
  EXPECT_TRUE(nonces.fill(second));
  EXPECT_NE(first, second);
  Bytes shorter(32);
  EXPECT_TRUE(nonces.fill(shorter).failed_with(UsageError::kWrongSize));
}

}  // namespace
}  // namespace stsafe::crypto_openssl
