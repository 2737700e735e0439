#include "ports/crypto_openssl/gcm_mac.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "ports/crypto_openssl/openssl_gcm.h"
#include "stsafe/base/hex.h"

// What long IVs need, held to OpenSSL's GCM with IVs that it takes, too.
namespace stsafe::crypto_openssl::gcm_mac_test {
namespace {

using Bytes = std::vector<std::byte>;

struct Sealed {
  Bytes text;
  Fixed<16> tag{};
};

Sealed seal_by_hand(ByteView key, ByteView iv, ByteView associated_data, Bytes text) {
  BlockCipher cipher;
  GcmMac mac;
  Keystream keystream;
  EXPECT_TRUE(cipher.set_key(key));
  EXPECT_TRUE(mac.start(cipher, iv));
  mac.add_associated_data(associated_data);
  keystream.start(mac.first_counter_block(), 4);
  EXPECT_TRUE(keystream.apply(cipher, text, text));
  EXPECT_TRUE(mac.add_message(text));
  Sealed sealed{std::move(text)};
  EXPECT_TRUE(mac.finish(cipher, sealed.tag));
  return sealed;
}

Sealed seal_by_openssl(ByteView key, ByteView iv, ByteView associated_data, Bytes text) {
  OpensslGcm gcm;
  Sealed sealed{std::move(text)};
  EXPECT_TRUE(gcm.encrypt(key, iv, associated_data, sealed.text, sealed.text, sealed.tag));
  return sealed;
}

TEST(GcmMac, MakesTheSameAsOpensslOfIvsThatBothTake) {
  std::mt19937 random{1};
  const auto bytes = [&](std::size_t size) {
    Bytes out(size);
    for (auto& byte : out) byte = static_cast<std::byte>(random());
    return out;
  };
  for (std::size_t iv_size = 1; iv_size <= kMaxOpensslIvSize; ++iv_size) {
    const auto key = bytes(iv_size % 2 == 0 ? 16 : 32);
    const auto iv = bytes(iv_size);
    const auto associated_data = bytes(random() % 50);
    const auto text = bytes(random() % 200);
    const auto made = seal_by_hand(key, iv, associated_data, text);
    const auto expected = seal_by_openssl(key, iv, associated_data, text);
    EXPECT_EQ(made.text, expected.text) << iv_size;
    EXPECT_EQ(made.tag, expected.tag) << iv_size;
  }
}

// Solved for: with this key, the IV makes a first counter block that ends in FFFFFFFE. Only 32 bits
// of it count (SP 800-38D, section 6.2).
TEST(GcmMac, WrapsTheCounterWithin32Bits) {
  constexpr auto key = "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"_hex;
  constexpr auto iv = "9ab2eb498eb10121f2e3d6017c702044"_hex;
  const auto made = seal_by_hand(key, iv, {}, Bytes(100));
  const auto expected = seal_by_openssl(key, iv, {}, Bytes(100));
  EXPECT_EQ(made.text, expected.text);
  EXPECT_EQ(made.tag, expected.tag);
}

TEST(GcmMac, TakesNoMoreThanTheCounterCanEncrypt) {
  BlockCipher cipher;
  GcmMac mac;
  ASSERT_TRUE(cipher.set_key(Fixed<16>{}));
  ASSERT_TRUE(mac.start(cipher, Fixed<12>{}));
  // Shows no memory: the size is refused before anything is read.
  const std::byte nothing{};
  EXPECT_TRUE(
      mac.add_message({&nothing, kMaxGcmMessageSize + 1}).failed_with(CryptoError::kUnsupported));
}

}  // namespace
}  // namespace stsafe::crypto_openssl::gcm_mac_test
