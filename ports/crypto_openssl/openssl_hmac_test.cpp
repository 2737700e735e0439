#include "ports/crypto_openssl/openssl_hmac.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl {
namespace {

using vectors::for_each_vector;
using vectors::Vector;
using Bytes = std::vector<std::byte>;

Bytes hmac_of(OpensslHmac& hmac, ByteView key, std::span<const ByteView> parts) {
  Fixed<crypto::kHmacSize> mac{};
  EXPECT_TRUE(hmac.compute(key, parts, mac));
  return {mac.begin(), mac.end()};
}

TEST(OpensslHmac, ComputesThePublishedMacsHoweverTheMessageIsCut) {
  OpensslHmac hmac;
  const auto count = for_each_vector("hmac_rfc4231.json", [&](Vector& vector) {
    const auto key = vector.bytes("key");
    const auto message = vector.bytes("message");
    const auto mac = vector.bytes("mac");
    for (std::size_t cut = 0; cut <= message.size(); ++cut) {
      const std::array<ByteView, 3> parts{ByteView{message}.first(cut), ByteView{},
                                          ByteView{message}.subspan(cut)};
      EXPECT_EQ(hmac_of(hmac, key, parts), mac) << "cut at " << cut;
    }
  });
  EXPECT_EQ(count, 6);
}

TEST(OpensslHmac, TakesNoPartsAsTheEmptyMessage) {
  OpensslHmac hmac;
  const Fixed<16> key{};
  const std::array<ByteView, 1> one_empty_part{};
  EXPECT_EQ(hmac_of(hmac, key, {}), hmac_of(hmac, key, one_empty_part));
}

TEST(OpensslHmac, KeepsNothingOfOneCallForTheNext) {
  OpensslHmac hmac;
  const Fixed<32> key{std::byte{1}};
  const Fixed<131> long_key{std::byte{1}};
  const std::array<ByteView, 1> message{key};
  const auto first = hmac_of(hmac, key, message);
  EXPECT_NE(hmac_of(hmac, long_key, message), first);
  EXPECT_NE(hmac_of(hmac, Fixed<32>{}, message), first);
  EXPECT_EQ(hmac_of(hmac, key, message), first);
}

TEST(OpensslHmac, RefusesAnEmptyKey) {
  OpensslHmac hmac;
  Fixed<crypto::kHmacSize> mac{};
  EXPECT_TRUE(hmac.compute({}, {}, mac).failed_with(CryptoError::kInvalidKey));
}

}  // namespace
}  // namespace stsafe::crypto_openssl
