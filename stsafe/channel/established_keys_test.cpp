#include "stsafe/channel/established_keys.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"
#include "tests/support/failing_crypto.h"
#include "tests/support/scripted_rng.h"

// The values of the documents are in tests/vectors.
namespace stsafe::channel {
namespace {

using testing_support::hex;

class EstablishedKeysTest : public testing::Test {
 protected:
  EstablishedKeysTest() { EXPECT_TRUE(secret_.assign(Fixed<66>{std::byte{7}})); }

  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  testing_support::Countdown countdown_;
  testing_support::FailingCrypto failing_{crypto_, countdown_};
  crypto::SharedSecret secret_;
};

TEST_F(EstablishedKeysTest, HaveTheSizeOfTheirType) {
  const auto key = PublicKey::from_raw(Curve::kNistP521, Fixed<132>{});
  ASSERT_TRUE(key);
  for (const auto type : {wire::HostKeyType::kAes128, wire::HostKeyType::kAes256}) {
    HostKeys keys;
    ASSERT_TRUE(derive_host_keys(crypto_.hkdf(), secret_, *key, *key, type, keys));
    EXPECT_EQ(keys.mac.size(), key_size(type));
    EXPECT_EQ(keys.cipher.size(), key_size(type));
    EXPECT_NE(hex(keys.mac.reveal()), hex(keys.cipher.reveal()));
  }
}

TEST_F(EstablishedKeysTest, DependOnWhoseKeyIsWhose) {
  const auto a = PublicKey::from_raw(Curve::kX25519, Fixed<32>{std::byte{1}});
  const auto b = PublicKey::from_raw(Curve::kX25519, Fixed<32>{std::byte{2}});
  ASSERT_TRUE(a && b);
  HostKeys one;
  HostKeys other;
  const auto type = wire::HostKeyType::kAes128;
  ASSERT_TRUE(derive_host_keys(crypto_.hkdf(), secret_, *a, *b, type, one));
  ASSERT_TRUE(derive_host_keys(crypto_.hkdf(), secret_, *b, *a, type, other));
  EXPECT_NE(hex(one.mac.reveal()), hex(other.mac.reveal()));
}

TEST_F(EstablishedKeysTest, AreAsManyAsSlots) {
  KeyMaterial material;
  ASSERT_TRUE(derive_symmetric_keys(crypto_.hkdf(), secret_, 512, material));
  EXPECT_EQ(material.size(), 544U);
  KeyMaterial shorter;
  ASSERT_TRUE(derive_symmetric_keys(crypto_.hkdf(), secret_, 0, shorter));
  EXPECT_EQ(hex(shorter.reveal()), hex(material.reveal().first(kConfirmationKeySize)));
}

TEST_F(EstablishedKeysTest, PassOnAFailureOfEachCryptographicCall) {
  const auto key = PublicKey::from_raw(Curve::kX25519, Fixed<32>{});
  ASSERT_TRUE(key);
  HostKeys keys;
  countdown_.fail_at(1);
  EXPECT_TRUE(
      derive_host_keys(failing_.hkdf(), secret_, *key, *key, wire::HostKeyType::kAes128, keys)
          .failed_with(CryptoError::kBackendFailed));
  EXPECT_TRUE(keys.mac.empty());
  KeyMaterial material;
  countdown_.fail_at(1);
  EXPECT_TRUE(derive_symmetric_keys(failing_.hkdf(), secret_, 16, material)
                  .failed_with(CryptoError::kBackendFailed));
  countdown_.never_fail();
  ASSERT_TRUE(derive_symmetric_keys(failing_.hkdf(), secret_, 16, material));
  countdown_.fail_at(1);
  EXPECT_TRUE(confirmation_mac(failing_.cmac(), material, Fixed<8>{})
                  .failed_with(CryptoError::kBackendFailed));
}

}  // namespace
}  // namespace stsafe::channel
