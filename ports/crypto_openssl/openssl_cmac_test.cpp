#include "ports/crypto_openssl/openssl_cmac.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl::openssl_cmac_test {
namespace {

using crypto::AesBlock;
using vectors::for_each_vector;
using vectors::Vector;

std::vector<std::byte> cmac_of(OpensslCmac& cmac, ByteView key, std::span<const ByteView> parts) {
  AesBlock mac{};
  EXPECT_TRUE(cmac.compute(key, parts, mac));
  return {mac.begin(), mac.end()};
}

void check(OpensslCmac& cmac, Vector& vector) {
  const auto key = vector.bytes("key");
  const auto message = vector.bytes("message");
  const auto mac = vector.bytes("mac");

  const std::array<ByteView, 1> whole{message};
  EXPECT_EQ(cmac_of(cmac, key, whole), mac);
  for (std::size_t cut = 0; cut <= message.size(); ++cut) {
    const std::array<ByteView, 3> parts{ByteView{message}.first(cut), ByteView{},
                                        ByteView{message}.subspan(cut)};
    EXPECT_EQ(cmac_of(cmac, key, parts), mac) << "cut at " << cut;
  }
}

TEST(OpensslCmac, ComputesThePublishedMacsHoweverTheMessageIsCut) {
  OpensslCmac cmac;
  const auto check_vector = [&](Vector& vector) { check(cmac, vector); };
  EXPECT_EQ(for_each_vector("cmac_rfc4493.json", check_vector), 4);
  EXPECT_EQ(for_each_vector("cmac_sp800_38b.json", check_vector), 4);
}

TEST(OpensslCmac, TakesNoPartsAsTheEmptyMessage) {
  OpensslCmac cmac;
  const Fixed<16> key{};
  const std::array<ByteView, 1> one_empty_part{};
  EXPECT_EQ(cmac_of(cmac, key, {}), cmac_of(cmac, key, one_empty_part));
}

TEST(OpensslCmac, KeepsNothingOfOneCallForTheNext) {
  OpensslCmac cmac;
  const Fixed<16> short_key{std::byte{1}};
  const Fixed<32> long_key{std::byte{1}};
  const std::array<ByteView, 1> message{short_key};
  const auto first = cmac_of(cmac, short_key, message);
  EXPECT_NE(cmac_of(cmac, long_key, message), first);
  EXPECT_NE(cmac_of(cmac, Fixed<16>{}, message), first);
  EXPECT_EQ(cmac_of(cmac, short_key, message), first);
}

TEST(OpensslCmac, RefusesEveryOtherKeySize) {
  OpensslCmac cmac;
  const Fixed<64> bytes{};
  AesBlock mac{};
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    if (size == 16 || size == 32) continue;
    const auto key = ByteView{bytes}.first(size);
    EXPECT_TRUE(cmac.compute(key, {}, mac).failed_with(CryptoError::kInvalidKey)) << size;
  }
  EXPECT_EQ(mac, AesBlock{});
}

}  // namespace
}  // namespace stsafe::crypto_openssl::openssl_cmac_test
