#include "ports/crypto_openssl/openssl_ccm.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "stsafe/base/hex.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl::openssl_ccm_test {
namespace {

using vectors::for_each_vector;
using vectors::Vector;
using Bytes = std::vector<std::byte>;
using Nonce = Fixed<crypto::kCcmNonceSize>;

const Fixed<16> kKey = "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"_hex;
const Nonce kNonce = "00000003020100a0a1a2a3a4a5"_hex;

bool is_all_zero(const Bytes& bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

/// One protected message, with everything needed to open it.
struct Sealed {
  Bytes key;
  Nonce nonce{};
  Bytes associated_data;
  Bytes ciphertext;
  Bytes tag;
};

Sealed sealed_of(Vector& vector) {
  Sealed sealed{.key = vector.bytes("key"),
                .nonce = {},
                .associated_data = vector.bytes("associated_data"),
                .ciphertext = vector.bytes("ciphertext"),
                .tag = vector.bytes("tag")};
  const auto nonce = vector.bytes("nonce");
  EXPECT_EQ(nonce.size(), sealed.nonce.size());
  if (nonce.size() == sealed.nonce.size()) copy_bytes(nonce, sealed.nonce);
  return sealed;
}

void expect_rejected(OpensslCcm& ccm, const Sealed& sealed) {
  Bytes plaintext(sealed.ciphertext.size(), std::byte{0xEE});
  EXPECT_TRUE(ccm.decrypt(sealed.key, sealed.nonce, sealed.associated_data, sealed.ciphertext,
                          sealed.tag, plaintext)
                  .failed_with(CryptoError::kNotAuthentic));
  EXPECT_TRUE(is_all_zero(plaintext));
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

void expect_opens(OpensslCcm& ccm, const Sealed& sealed, const Bytes& plaintext) {
  Bytes opened(sealed.ciphertext.size());
  EXPECT_TRUE(ccm.decrypt(sealed.key, sealed.nonce, sealed.associated_data, sealed.ciphertext,
                          sealed.tag, opened));
  EXPECT_EQ(opened, plaintext);

  auto in_place = sealed.ciphertext;
  EXPECT_TRUE(ccm.decrypt(sealed.key, sealed.nonce, sealed.associated_data, in_place, sealed.tag,
                          in_place));
  EXPECT_EQ(in_place, plaintext);
}

void expect_seals(OpensslCcm& ccm, const Sealed& sealed, const Bytes& plaintext) {
  Bytes ciphertext(plaintext.size());
  Bytes tag(sealed.tag.size());
  EXPECT_TRUE(
      ccm.encrypt(sealed.key, sealed.nonce, sealed.associated_data, plaintext, ciphertext, tag));
  EXPECT_EQ(ciphertext, sealed.ciphertext);
  EXPECT_EQ(tag, sealed.tag);

  auto in_place = plaintext;
  EXPECT_TRUE(
      ccm.encrypt(sealed.key, sealed.nonce, sealed.associated_data, in_place, in_place, tag));
  EXPECT_EQ(in_place, sealed.ciphertext);
}

/// Changes one bit of each byte in turn, of everything that the tag protects and of the tag.
void expect_every_change_rejected(OpensslCcm& ccm, Sealed sealed) {
  for (const ByteSpan field :
       {ByteSpan{sealed.key}, ByteSpan{sealed.nonce}, ByteSpan{sealed.associated_data},
        ByteSpan{sealed.ciphertext}, ByteSpan{sealed.tag}}) {
    for (auto& byte : field) {
      byte ^= std::byte{0x40};
      expect_rejected(ccm, sealed);
      byte ^= std::byte{0x40};
    }
  }
}

void check(OpensslCcm& ccm, Vector& vector) {
  const auto sealed = sealed_of(vector);
  if (!vector.is_valid()) return expect_rejected(ccm, sealed);
  const auto plaintext = vector.bytes("plaintext");
  expect_seals(ccm, sealed, plaintext);
  expect_opens(ccm, sealed, plaintext);
}

TEST(OpensslCcm, AgreesWithThePublishedVectorsBothWays) {
  OpensslCcm ccm;
  const auto check_vector = [&](Vector& vector) { check(ccm, vector); };
  EXPECT_EQ(for_each_vector("ccm_rfc3610.json", check_vector), 4);
  EXPECT_EQ(for_each_vector("ccm_star_ieee802154.json", check_vector), 3);
  EXPECT_EQ(for_each_vector("ccm_cavs.json", check_vector), 380);
}

TEST(OpensslCcm, RejectsAChangeOfAnyByte) {
  OpensslCcm ccm;
  const auto count = for_each_vector("ccm_rfc3610.json", [&](Vector& vector) {
    expect_every_change_rejected(ccm, sealed_of(vector));
    vector.skip({"plaintext", "result"});
  });
  EXPECT_EQ(count, 4);
}

TEST(OpensslCcm, RejectsATagCutToAnotherAllowedSize) {
  OpensslCcm ccm;
  const Bytes plaintext(20);
  Sealed sealed{{kKey.begin(), kKey.end()}, kNonce, {}, Bytes(20), Bytes(16)};
  ASSERT_TRUE(ccm.encrypt(kKey, kNonce, {}, plaintext, sealed.ciphertext, sealed.tag));
  sealed.tag.resize(8);
  expect_rejected(ccm, sealed);
  sealed.tag.resize(4);
  expect_rejected(ccm, sealed);
}

TEST(OpensslCcm, ProtectsEveryCombinationOfEmptyInputs) {
  OpensslCcm ccm;
  const Bytes some(5, std::byte{0x5A});
  for (const std::size_t tag_size : {0U, 4U, 8U, 16U}) {
    for (const auto& associated_data : {Bytes{}, some}) {
      for (const auto& plaintext : {Bytes{}, some}) {
        Sealed sealed{{kKey.begin(), kKey.end()},
                      kNonce,
                      associated_data,
                      Bytes(plaintext.size()),
                      Bytes(tag_size)};
        ASSERT_TRUE(
            ccm.encrypt(kKey, kNonce, associated_data, plaintext, sealed.ciphertext, sealed.tag));
        expect_opens(ccm, sealed, plaintext);
        if (tag_size != 0) expect_every_change_rejected(ccm, sealed);
      }
    }
  }
}

TEST(OpensslCcm, EncryptsAlikeWithAndWithoutATag) {
  OpensslCcm ccm;
  const Bytes plaintext(100, std::byte{0x33});
  Bytes with_tag(plaintext.size());
  Bytes without_tag(plaintext.size());
  Bytes tag(16);
  ASSERT_TRUE(ccm.encrypt(kKey, kNonce, kKey, plaintext, with_tag, tag));
  ASSERT_TRUE(ccm.encrypt(kKey, kNonce, kNonce, plaintext, without_tag, {}));
  EXPECT_EQ(without_tag, with_tag);
}

TEST(OpensslCcm, TakesMessagesUpTo65535Bytes) {
  OpensslCcm ccm;
  const Bytes plaintext(0x10000);
  Bytes ciphertext(plaintext.size());
  Bytes tag(16);
  for (const std::size_t tag_size : {0U, 16U}) {
    const auto used = ByteSpan{tag}.first(tag_size);
    EXPECT_TRUE(ccm.encrypt(kKey, kNonce, {}, ByteView{plaintext}.first(0xFFFF),
                            ByteSpan{ciphertext}.first(0xFFFF), used));
    EXPECT_TRUE(ccm.encrypt(kKey, kNonce, {}, plaintext, ciphertext, used)
                    .failed_with(CryptoError::kUnsupported));
    EXPECT_TRUE(ccm.decrypt(kKey, kNonce, {}, plaintext, used, ciphertext)
                    .failed_with(CryptoError::kUnsupported));
    EXPECT_TRUE(is_all_zero(ciphertext));
  }
}

TEST(OpensslCcm, RefusesEveryOtherTagSize) {
  OpensslCcm ccm;
  Bytes text(10);
  Bytes tag(20);
  for (std::size_t size = 1; size <= tag.size(); ++size) {
    if (size == 4 || size == 8 || size == 16) continue;
    const auto used = ByteSpan{tag}.first(size);
    EXPECT_TRUE(
        ccm.encrypt(kKey, kNonce, {}, text, text, used).failed_with(CryptoError::kUnsupported))
        << size;
    EXPECT_TRUE(
        ccm.decrypt(kKey, kNonce, {}, text, used, text).failed_with(CryptoError::kUnsupported))
        << size;
  }
}

TEST(OpensslCcm, RefusesEveryOtherKeySize) {
  OpensslCcm ccm;
  const Fixed<64> bytes{};
  Bytes text(10);
  Bytes tag(16);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    if (size == 16 || size == 32) continue;
    const auto key = ByteView{bytes}.first(size);
    EXPECT_TRUE(
        ccm.encrypt(key, kNonce, {}, text, text, tag).failed_with(CryptoError::kInvalidKey));
    EXPECT_TRUE(ccm.encrypt(key, kNonce, {}, text, text, {}).failed_with(CryptoError::kInvalidKey));
    EXPECT_TRUE(
        ccm.decrypt(key, kNonce, {}, text, tag, text).failed_with(CryptoError::kInvalidKey));
  }
}

TEST(OpensslCcm, RefusesTextsOfDifferentSize) {
  OpensslCcm ccm;
  const Bytes text(10);
  Bytes tag(8);
  for (const std::size_t size : {0U, 9U, 11U}) {
    Bytes other(size, std::byte{0xEE});
    EXPECT_TRUE(
        ccm.encrypt(kKey, kNonce, {}, text, other, tag).failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(
        ccm.decrypt(kKey, kNonce, {}, text, tag, other).failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(is_all_zero(other));
  }
}

}  // namespace
}  // namespace stsafe::crypto_openssl::openssl_ccm_test
