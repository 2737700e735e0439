#include "stsafe/channel/agreement_signature.h"

#include <gtest/gtest.h>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "tests/support/bytes.h"
#include "tests/support/scripted_rng.h"

// The values of the documents are in tests/vectors.
namespace stsafe::channel {
namespace {

using testing_support::hex;

class SignedDataTest : public testing::Test {
 protected:
  Result<ByteView> data(Curve signing_curve, HashAlgorithm algorithm, Curve curve) {
    PublicKey host_key;
    PublicKey device_key;
    std::ranges::fill(host_key.prepare(curve), std::byte{1});
    std::ranges::fill(device_key.prepare(curve), std::byte{2});
    return signed_data(crypto_.hash(), signing_curve, algorithm, host_key, device_key, buffer_);
  }

  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  SignedData buffer_{};
};

TEST_F(SignedDataTest, IsTheTextItselfForEd25519) {
  const auto text = data(Curve::kEd25519, HashAlgorithm::kSha256, Curve::kX25519);
  ASSERT_TRUE(text);
  Fixed<32> one{};
  Fixed<32> two{};
  one.fill(std::byte{1});
  two.fill(std::byte{2});
  EXPECT_EQ(hex(*text), "00032b656e0020" + hex(one) + "0020" + hex(two));
}

TEST_F(SignedDataTest, IsADigestForOtherCurves) {
  for (const auto algorithm : kAllHashAlgorithms) {
    const auto digest = data(Curve::kNistP256, algorithm, Curve::kX25519);
    ASSERT_TRUE(digest);
    EXPECT_EQ(digest->size(), digest_size(algorithm));
  }
}

TEST_F(SignedDataTest, HasRoomForTheLargestKeys) {
  std::size_t largest = 0;
  for (const auto curve : kAllCurves) {
    const auto text = data(Curve::kEd25519, HashAlgorithm::kSha256, curve);
    ASSERT_TRUE(text);
    largest = std::max(largest, text->size());
  }
  EXPECT_EQ(largest, 7U + 2 * 137);
}

}  // namespace
}  // namespace stsafe::channel
