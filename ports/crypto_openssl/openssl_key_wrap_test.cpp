#include "ports/crypto_openssl/openssl_key_wrap.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl::openssl_key_wrap_test {
namespace {

using vectors::for_each_vector;
using vectors::Vector;
using Bytes = std::vector<std::byte>;

bool is_all_zero(const Bytes& bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

void expect_rejected(OpensslKeyWrap& key_wrap, const Bytes& kek, const Bytes& wrapped) {
  Bytes plain(wrapped.size() - crypto::kKeyWrapOverhead, std::byte{0xEE});
  EXPECT_TRUE(key_wrap.unwrap(kek, wrapped, plain).failed_with(CryptoError::kNotAuthentic));
  EXPECT_TRUE(is_all_zero(plain));
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

void check(OpensslKeyWrap& key_wrap, Vector& vector) {
  const auto kek = vector.bytes("kek");
  const auto wrapped = vector.bytes("wrapped");
  if (!vector.is_valid()) return expect_rejected(key_wrap, kek, wrapped);

  const auto plain = vector.bytes("plain");
  Bytes made(wrapped.size());
  EXPECT_TRUE(key_wrap.wrap(kek, plain, made));
  EXPECT_EQ(made, wrapped);
  Bytes opened(plain.size());
  EXPECT_TRUE(key_wrap.unwrap(kek, wrapped, opened));
  EXPECT_EQ(opened, plain);
}

TEST(OpensslKeyWrap, AgreesWithThePublishedVectorsBothWays) {
  OpensslKeyWrap key_wrap;
  const auto check_vector = [&](Vector& vector) { check(key_wrap, vector); };
  EXPECT_EQ(for_each_vector("key_wrap_rfc3394.json", check_vector), 4);
  EXPECT_EQ(for_each_vector("key_wrap_cavs.json", check_vector), 180);
}

TEST(OpensslKeyWrap, RejectsAChangeOfAnyByte) {
  OpensslKeyWrap key_wrap;
  const auto count = for_each_vector("key_wrap_rfc3394.json", [&](Vector& vector) {
    auto kek = vector.bytes("kek");
    auto wrapped = vector.bytes("wrapped");
    for (const ByteSpan field : {ByteSpan{kek}, ByteSpan{wrapped}}) {
      for (auto& byte : field) {
        byte ^= std::byte{0x01};
        expect_rejected(key_wrap, kek, wrapped);
        byte ^= std::byte{0x01};
      }
    }
    vector.skip({"plain", "result"});
  });
  EXPECT_EQ(count, 4);
}

TEST(OpensslKeyWrap, RefusesSizesThatAreNotWholeUnits) {
  OpensslKeyWrap key_wrap;
  const Bytes kek(16);
  for (std::size_t size = 0; size <= 40; ++size) {
    if (size >= 16 && size % 8 == 0) continue;
    Bytes plain(size);
    Bytes wrapped(size + crypto::kKeyWrapOverhead);
    EXPECT_TRUE(key_wrap.wrap(kek, plain, wrapped).failed_with(UsageError::kWrongSize)) << size;
    EXPECT_TRUE(key_wrap.unwrap(kek, wrapped, plain).failed_with(UsageError::kWrongSize)) << size;
  }
}

TEST(OpensslKeyWrap, RefusesBuffersThatDoNotFitEachOther) {
  OpensslKeyWrap key_wrap;
  const Bytes kek(32);
  Bytes plain(24, std::byte{0xEE});
  for (const std::size_t size : {0U, 16U, 24U, 31U, 33U, 40U}) {
    Bytes wrapped(size);
    EXPECT_TRUE(key_wrap.wrap(kek, plain, wrapped).failed_with(UsageError::kWrongSize)) << size;
    EXPECT_TRUE(key_wrap.unwrap(kek, wrapped, plain).failed_with(UsageError::kWrongSize)) << size;
    EXPECT_TRUE(is_all_zero(plain));
  }
}

TEST(OpensslKeyWrap, RefusesEveryOtherKeySize) {
  OpensslKeyWrap key_wrap;
  Bytes plain(16);
  Bytes wrapped(24);
  for (std::size_t size = 0; size <= 64; ++size) {
    if (size == 16 || size == 32) continue;
    const Bytes kek(size);
    EXPECT_TRUE(key_wrap.wrap(kek, plain, wrapped).failed_with(CryptoError::kInvalidKey)) << size;
    EXPECT_TRUE(key_wrap.unwrap(kek, wrapped, plain).failed_with(CryptoError::kInvalidKey)) << size;
  }
}

}  // namespace
}  // namespace stsafe::crypto_openssl::openssl_key_wrap_test
