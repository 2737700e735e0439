#include "stsafe/channel/kek.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"
#include "tests/support/failing_crypto.h"
#include "tests/support/scripted_rng.h"

// The values of the documents are in tests/vectors.
namespace stsafe::channel {
namespace {

using testing_support::hex;

class KekTest : public testing::Test {
 protected:
  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  testing_support::Countdown countdown_;
  testing_support::FailingCrypto failing_{crypto_, countdown_};
};

TEST_F(KekTest, DependsOnWhoseKeyIsWhose) {
  crypto::SharedSecret secret;
  ASSERT_TRUE(secret.assign(Fixed<32>{}));
  const auto a = PublicKey::from_raw(Curve::kX25519, Fixed<32>{std::byte{1}});
  const auto b = PublicKey::from_raw(Curve::kX25519, Fixed<32>{std::byte{2}});
  Kek one;
  Kek other;
  ASSERT_TRUE(derive_base_kek(crypto_.hkdf(), secret, *a, *b, one));
  ASSERT_TRUE(derive_base_kek(crypto_.hkdf(), secret, *b, *a, other));
  EXPECT_EQ(one.size(), 32U);
  EXPECT_NE(hex(one.reveal()), hex(other.reveal()));
}

TEST_F(KekTest, TakesTheLargestKeys) {
  crypto::SharedSecret secret;
  ASSERT_TRUE(secret.assign(Fixed<66>{}));
  const auto key = PublicKey::from_raw(Curve::kNistP521, Fixed<132>{});
  Kek base;
  EXPECT_TRUE(derive_base_kek(crypto_.hkdf(), secret, *key, *key, base));
}

TEST_F(KekTest, DiffersForEachCounter) {
  Kek base;
  ASSERT_TRUE(base.assign(Fixed<32>{}));
  Kek first;
  Kek last;
  ASSERT_TRUE(derive_working_kek(crypto_.hkdf(), base, 1, first));
  ASSERT_TRUE(derive_working_kek(crypto_.hkdf(), base, 255, last));
  EXPECT_NE(hex(first.reveal()), hex(last.reveal()));
}

TEST_F(KekTest, PassesOnAFailureOfCryptography) {
  crypto::SharedSecret secret;
  Kek base;
  Kek working;
  countdown_.fail_at(1);
  EXPECT_TRUE(derive_base_kek(failing_.hkdf(), secret, {}, {}, base)
                  .failed_with(CryptoError::kBackendFailed));
  countdown_.fail_at(1);
  EXPECT_TRUE(derive_working_kek(failing_.hkdf(), base, 1, working)
                  .failed_with(CryptoError::kBackendFailed));
}

}  // namespace
}  // namespace stsafe::channel
