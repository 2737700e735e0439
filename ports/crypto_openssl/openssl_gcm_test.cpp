#include "ports/crypto_openssl/openssl_gcm.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "stsafe/base/hex.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl::openssl_gcm_test {
namespace {

using vectors::for_each_vector;
using vectors::Vector;
using Bytes = std::vector<std::byte>;

const Fixed<16> kKey = "feffe9928665731c6d6a8f9467308308"_hex;
const Fixed<12> kIv = "cafebabefacedbaddecaf888"_hex;

bool is_all_zero(const Bytes& bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

/// One protected message, with everything needed to open it.
struct Sealed {
  Bytes key;
  Bytes iv;
  Bytes associated_data;
  Bytes ciphertext;
  Bytes tag;
};

void expect_rejected(OpensslGcm& gcm, const Sealed& sealed) {
  Bytes plaintext(sealed.ciphertext.size(), std::byte{0xEE});
  EXPECT_TRUE(gcm.decrypt(sealed.key, sealed.iv, sealed.associated_data, sealed.ciphertext,
                          sealed.tag, plaintext)
                  .failed_with(CryptoError::kNotAuthentic));
  EXPECT_TRUE(is_all_zero(plaintext));
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

/// Changes one bit of each byte in turn, of everything that the tag protects and of the tag.
void expect_every_change_rejected(OpensslGcm& gcm, Sealed sealed) {
  for (const ByteSpan field :
       {ByteSpan{sealed.key}, ByteSpan{sealed.iv}, ByteSpan{sealed.associated_data},
        ByteSpan{sealed.ciphertext}, ByteSpan{sealed.tag}}) {
    for (auto& byte : field) {
      byte ^= std::byte{0x40};
      expect_rejected(gcm, sealed);
      byte ^= std::byte{0x40};
    }
  }
}

TEST(OpensslGcm, AgreesWithThePublishedVectorsBothWays) {
  OpensslGcm gcm;
  const auto check = [&](Vector& vector) {
    const Sealed sealed{vector.bytes("key"), vector.bytes("iv"), vector.bytes("associated_data"),
                        vector.bytes("ciphertext"), vector.bytes("tag")};
    const auto plaintext = vector.bytes("plaintext");
    auto in_place = plaintext;
    Bytes tag(16);
    EXPECT_TRUE(
        gcm.encrypt(sealed.key, sealed.iv, sealed.associated_data, in_place, in_place, tag));
    EXPECT_EQ(in_place, sealed.ciphertext);
    EXPECT_EQ(tag, sealed.tag);
    EXPECT_TRUE(
        gcm.decrypt(sealed.key, sealed.iv, sealed.associated_data, in_place, tag, in_place));
    EXPECT_EQ(in_place, plaintext);
    expect_every_change_rejected(gcm, sealed);
  };
  EXPECT_EQ(for_each_vector("gcm_specification.json", check), 12);
}

TEST(OpensslGcm, CutsItsTag) {
  OpensslGcm gcm;
  Bytes whole(16);
  ASSERT_TRUE(gcm.encrypt(kKey, kIv, kKey, {}, {}, whole));
  for (const std::size_t size : {4U, 8U, 12U, 13U, 14U, 15U, 16U}) {
    Bytes tag(size);
    EXPECT_TRUE(gcm.encrypt(kKey, kIv, kKey, {}, {}, tag)) << size;
    EXPECT_TRUE(std::ranges::equal(tag, ByteView{whole}.first(size))) << size;
    EXPECT_TRUE(gcm.decrypt(kKey, kIv, kKey, {}, tag, {})) << size;
  }
}

TEST(OpensslGcm, TakesIvsOfAnySize) {
  OpensslGcm gcm;
  const Bytes plaintext(21, std::byte{0x33});
  const Bytes ivs(0x10001, std::byte{0x77});
  Bytes before;
  for (const std::size_t size : {1U, 12U, 13U, 16U, 127U, 128U, 129U, 130U, 700U, 0x10001U}) {
    const auto iv = ByteView{ivs}.first(size);
    Bytes text(plaintext.size());
    Bytes tag(16);
    ASSERT_TRUE(gcm.encrypt(kKey, iv, kKey, plaintext, text, tag)) << size;
    EXPECT_NE(tag, before);
    before = tag;
    ASSERT_TRUE(gcm.decrypt(kKey, iv, kKey, text, tag, text)) << size;
    EXPECT_EQ(text, plaintext);
    tag[0] ^= std::byte{1};
    EXPECT_TRUE(
        gcm.decrypt(kKey, iv, kKey, text, tag, text).failed_with(CryptoError::kNotAuthentic));
    EXPECT_TRUE(is_all_zero(text));
  }
}

TEST(OpensslGcm, RefusesSizesThatGcmDoesNotHave) {
  OpensslGcm gcm;
  Bytes text(10);
  Bytes tag(20);
  for (std::size_t size = 0; size <= tag.size(); ++size) {
    if (is_gcm_tag_size(size)) continue;
    const auto used = ByteSpan{tag}.first(size);
    EXPECT_TRUE(gcm.encrypt(kKey, kIv, {}, text, text, used).failed_with(CryptoError::kUnsupported))
        << size;
    EXPECT_TRUE(gcm.decrypt(kKey, kIv, {}, text, used, text).failed_with(CryptoError::kUnsupported))
        << size;
  }
  tag.resize(16);
  EXPECT_TRUE(gcm.encrypt(kKey, {}, {}, text, text, tag).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(gcm.decrypt(kKey, {}, {}, text, tag, text).failed_with(UsageError::kWrongSize));
  for (const std::size_t size : {0U, 9U, 11U}) {
    Bytes other(size, std::byte{0xEE});
    EXPECT_TRUE(gcm.encrypt(kKey, kIv, {}, text, other, tag).failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(gcm.decrypt(kKey, kIv, {}, text, tag, other).failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(is_all_zero(other));
  }
}

TEST(OpensslGcm, RefusesEveryOtherKeySize) {
  OpensslGcm gcm;
  const Fixed<64> bytes{};
  const Bytes long_iv(129);
  Bytes text(10);
  Bytes tag(16);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    if (size == 16 || size == 32) continue;
    const auto key = ByteView{bytes}.first(size);
    for (const ByteView iv : {ByteView{kIv}, ByteView{long_iv}}) {
      EXPECT_TRUE(gcm.encrypt(key, iv, {}, text, text, tag).failed_with(CryptoError::kInvalidKey));
      EXPECT_TRUE(gcm.decrypt(key, iv, {}, text, tag, text).failed_with(CryptoError::kInvalidKey));
    }
  }
}

}  // namespace
}  // namespace stsafe::crypto_openssl::openssl_gcm_test
