#include "ports/crypto_openssl/openssl_aes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stsafe/base/hex.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl {
namespace {

using crypto::AesBlock;
using vectors::for_each_vector;
using vectors::Vector;

AesBlock block_of(ByteView bytes) {
  AesBlock block{};
  EXPECT_EQ(bytes.size(), block.size());
  if (bytes.size() == block.size()) copy_bytes(bytes, block);
  return block;
}

void check_cbc(OpensslAes& aes, Vector& vector) {
  const auto key = vector.bytes("key");
  const auto iv = block_of(vector.bytes("iv"));
  const auto plaintext = vector.bytes("plaintext");
  const auto ciphertext = vector.bytes("ciphertext");

  auto data = plaintext;
  EXPECT_TRUE(aes.cbc_encrypt(key, iv, data));
  EXPECT_EQ(data, ciphertext);
  EXPECT_TRUE(aes.cbc_decrypt(key, iv, data));
  EXPECT_EQ(data, plaintext);
}

TEST(OpensslAes, EncryptsThePublishedBlocks) {
  OpensslAes aes;
  const auto count = for_each_vector("aes_ecb_sp800_38a.json", [&](Vector& vector) {
    auto block = block_of(vector.bytes("plaintext"));
    EXPECT_TRUE(aes.encrypt_block(vector.bytes("key"), block));
    EXPECT_EQ(block, block_of(vector.bytes("ciphertext")));
  });
  EXPECT_EQ(count, 8);
}

TEST(OpensslAes, DecryptsThePublishedBlocks) {
  OpensslAes aes;
  const auto count = for_each_vector("aes_ecb_sp800_38a.json", [&](Vector& vector) {
    auto block = block_of(vector.bytes("ciphertext"));
    EXPECT_TRUE(crypto::decrypt_block(aes, vector.bytes("key"), block));
    EXPECT_EQ(block, block_of(vector.bytes("plaintext")));
  });
  EXPECT_EQ(count, 8);
}

TEST(OpensslAes, AgreesWithThePublishedCbcExamplesBothWays) {
  OpensslAes aes;
  const auto check = [&](Vector& vector) { check_cbc(aes, vector); };
  EXPECT_EQ(for_each_vector("aes_cbc_sp800_38a.json", check), 2);
  EXPECT_EQ(for_each_vector("aes_cbc_cavs.json", check), 20);
}

TEST(OpensslAes, TakesNoDataAtAll) {
  OpensslAes aes;
  const Fixed<16> key{};
  EXPECT_TRUE(aes.cbc_encrypt(key, {}, {}));
  EXPECT_TRUE(aes.cbc_decrypt(key, {}, {}));
}

TEST(OpensslAes, RefusesEveryOtherKeySize) {
  OpensslAes aes;
  const Fixed<64> bytes{};
  AesBlock block = "000102030405060708090a0b0c0d0e0f"_hex;
  const auto before = block;
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    if (size == 16 || size == 32) continue;
    const auto key = ByteView{bytes}.first(size);
    EXPECT_TRUE(aes.encrypt_block(key, block).failed_with(CryptoError::kInvalidKey)) << size;
    EXPECT_TRUE(aes.cbc_encrypt(key, {}, block).failed_with(CryptoError::kInvalidKey)) << size;
    EXPECT_TRUE(aes.cbc_decrypt(key, {}, block).failed_with(CryptoError::kInvalidKey)) << size;
  }
  EXPECT_EQ(block, before);
}

TEST(OpensslAes, RefusesPartsOfBlocksAndLeavesThemAlone) {
  OpensslAes aes;
  const Fixed<32> key{};
  Fixed<48> data{};
  for (std::size_t size = 1; size < data.size(); ++size) {
    if (size % crypto::kAesBlockSize == 0) continue;
    const auto part = ByteSpan{data}.first(size);
    EXPECT_TRUE(aes.cbc_encrypt(key, {}, part).failed_with(UsageError::kWrongSize)) << size;
    EXPECT_TRUE(aes.cbc_decrypt(key, {}, part).failed_with(UsageError::kWrongSize)) << size;
  }
  EXPECT_EQ(data, Fixed<48>{});
}

TEST(OpensslAes, KeepsNothingOfOneCallForTheNext) {
  OpensslAes aes;
  OpensslAes fresh;
  const Fixed<16> key = "2b7e151628aed2a6abf7158809cf4f3c"_hex;
  const Fixed<32> other_key{};
  AesBlock expected{};
  ASSERT_TRUE(fresh.cbc_encrypt(key, {}, expected));

  Fixed<64> noise{};
  AesBlock data{};
  ASSERT_TRUE(aes.cbc_decrypt(other_key, data, noise));
  ASSERT_TRUE(aes.encrypt_block(other_key, data));
  data = {};
  ASSERT_TRUE(aes.cbc_encrypt(key, {}, data));
  EXPECT_EQ(data, expected);
}

}  // namespace
}  // namespace stsafe::crypto_openssl
