#include "stsafe/sim/hkdf.h"

#include <gtest/gtest.h>

#include "ports/crypto_openssl/openssl_hmac.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::sim {
namespace {

using Bytes = std::vector<std::byte>;

TEST(HalvesOfHkdf, MakeThePublishedKeys) {
  crypto_openssl::OpensslHmac hmac;
  const auto count = vectors::for_each_vector("hkdf_rfc5869.json", [&](vectors::Vector& vector) {
    Prk prk;
    ASSERT_TRUE(hkdf_extract(hmac, vector.bytes("salt"), vector.bytes("input_key"), prk));
    const auto expected = vector.bytes("output");
    Bytes out(expected.size());
    ASSERT_TRUE(hkdf_expand(hmac, prk, vector.bytes("info"), out));
    EXPECT_EQ(out, expected);
  });
  EXPECT_EQ(count, 3);
}

TEST(HalvesOfHkdf, MakeNoMoreThan255Blocks) {
  crypto_openssl::OpensslHmac hmac;
  Prk prk;
  prk.prepare(32);
  Bytes out(std::size_t{255} * 32 + 1);
  EXPECT_TRUE(hkdf_expand(hmac, prk, {}, out).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(hkdf_expand(hmac, prk, {}, ByteSpan{out}.first(out.size() - 1)));
}

}  // namespace
}  // namespace stsafe::sim
