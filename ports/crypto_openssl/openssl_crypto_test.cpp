#include "ports/crypto_openssl/openssl_crypto.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "ports/crypto_openssl/seeded_rng.h"

namespace stsafe::crypto_openssl {
namespace {

/// While it lives, OpenSSL finds no algorithm at all.
class NoAlgorithms {
 public:
  NoAlgorithms() { EXPECT_EQ(EVP_set_default_properties(nullptr, "provider=none"), 1); }
  ~NoAlgorithms() { EXPECT_EQ(EVP_set_default_properties(nullptr, ""), 1); }
  NoAlgorithms(const NoAlgorithms&) = delete;
  NoAlgorithms& operator=(const NoAlgorithms&) = delete;
};

TEST(OpensslCrypto, DrawsItsKeysFromTheGivenRng) {
  SeededRng one(1, "test");
  SeededRng other(1, "test");
  OpensslCrypto first(one);
  OpensslCrypto second(other);
  crypto::PrivateKey first_private;
  crypto::PrivateKey second_private;
  PublicKey first_public;
  PublicKey second_public;
  ASSERT_TRUE(first.ecdh().generate(Curve::kBrainpoolP384, first_private, first_public));
  ASSERT_TRUE(second.ecdh().generate(Curve::kBrainpoolP384, second_private, second_public));
  EXPECT_TRUE(equal_constant_time(first_public.raw(), second_public.raw()));
  EXPECT_EQ(&first.rng(), &one);
}

TEST(OpensslCrypto, FailsInEveryCallIfOpensslHasNoAlgorithms) {
  const NoAlgorithms no_algorithms;
  SeededRng rng(1, "test");
  OpensslCrypto crypto(rng);
  EXPECT_EQ(ERR_peek_error(), 0UL);

  const Fixed<16> key{};
  Fixed<16> data{};
  Fixed<16> out{};
  Fixed<24> wrapped{};
  crypto::PrivateKey private_key;
  PublicKey public_key;
  const Error why = CryptoError::kBackendFailed;
  EXPECT_TRUE(crypto.rng().fill(out).failed_with(why));
  EXPECT_TRUE(crypto.aes().encrypt_block(key, data).failed_with(why));
  EXPECT_TRUE(crypto.aes().cbc_encrypt(key, {}, data).failed_with(why));
  EXPECT_TRUE(crypto.aes().cbc_decrypt(key, {}, data).failed_with(why));
  EXPECT_TRUE(crypto.cmac().compute(key, {}, out).failed_with(why));
  EXPECT_TRUE(crypto.ccm().encrypt(key, {}, {}, data, out, {}).failed_with(why));
  EXPECT_TRUE(crypto.ccm().decrypt(key, {}, {}, data, {}, out).failed_with(why));
  EXPECT_TRUE(crypto.gcm().encrypt(key, key, {}, data, out, data).failed_with(why));
  EXPECT_TRUE(crypto.gcm().decrypt(key, key, {}, data, data, out).failed_with(why));
  EXPECT_TRUE(crypto.cipher_stream()
                  .start_gcm(crypto::CipherDirection::kEncrypt, key, key)
                  .failed_with(why));
  EXPECT_TRUE(crypto.key_wrap().wrap(key, data, wrapped).failed_with(why));
  EXPECT_TRUE(crypto.key_wrap().unwrap(key, wrapped, data).failed_with(why));
  EXPECT_TRUE(crypto.hkdf().derive({}, key, {}, out).failed_with(why));
  Fixed<32> digest{};
  EXPECT_TRUE(crypto.hash().digest(HashAlgorithm::kSha256, {}, digest).failed_with(why));
  EXPECT_TRUE(crypto.hash_stream().start(HashAlgorithm::kSha256).failed_with(why));
  EXPECT_TRUE(crypto.hmac().compute(key, {}, digest).failed_with(why));
  EXPECT_TRUE(crypto.ecdh().generate(Curve::kX25519, private_key, public_key).failed_with(why));
  EXPECT_TRUE(
      crypto.signature().generate(Curve::kEd25519, private_key, public_key).failed_with(why));
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

}  // namespace
}  // namespace stsafe::crypto_openssl
