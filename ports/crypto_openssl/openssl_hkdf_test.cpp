#include "ports/crypto_openssl/openssl_hkdf.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl {
namespace {

using vectors::for_each_vector;
using vectors::Vector;
using Bytes = std::vector<std::byte>;

Bytes derived(OpensslHkdf& hkdf, const Bytes& input_key, std::size_t size) {
  Bytes out(size);
  EXPECT_TRUE(hkdf.derive({}, input_key, {}, out));
  return out;
}

TEST(OpensslHkdf, DerivesThePublishedKeys) {
  OpensslHkdf hkdf;
  const auto count = for_each_vector("hkdf_rfc5869.json", [&](Vector& vector) {
    const auto expected = vector.bytes("output");
    Bytes out(expected.size());
    EXPECT_TRUE(
        hkdf.derive(vector.bytes("salt"), vector.bytes("input_key"), vector.bytes("info"), out));
    EXPECT_EQ(out, expected);
  });
  EXPECT_EQ(count, 3);
}

TEST(OpensslHkdf, TakesAnEmptyInputKey) {
  OpensslHkdf hkdf;
  EXPECT_NE(derived(hkdf, {}, 32), derived(hkdf, Bytes(1), 32));
}

TEST(OpensslHkdf, DerivesUpTo255BlocksOfWhichTheShorterAreTheStart) {
  OpensslHkdf hkdf;
  const auto longest = derived(hkdf, Bytes(16), std::size_t{255} * 32);
  for (const std::size_t size : {1U, 16U, 31U, 33U}) {
    const auto shorter = derived(hkdf, Bytes(16), size);
    EXPECT_TRUE(std::ranges::equal(shorter, ByteView{longest}.first(size)));
  }
}

TEST(OpensslHkdf, RefusesOtherOutputSizes) {
  OpensslHkdf hkdf;
  Bytes too_long(std::size_t{255} * 32 + 1);
  EXPECT_TRUE(hkdf.derive({}, Bytes(16), {}, too_long).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(hkdf.derive({}, Bytes(16), {}, {}).failed_with(UsageError::kWrongSize));
}

TEST(OpensslHkdf, TakesInfoUpTo1024Bytes) {
  OpensslHkdf hkdf;
  Bytes out(32);
  EXPECT_TRUE(hkdf.derive({}, Bytes(16), Bytes(1024), out));
  EXPECT_TRUE(hkdf.derive({}, Bytes(16), Bytes(1025), out).failed_with(CryptoError::kUnsupported));
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

}  // namespace
}  // namespace stsafe::crypto_openssl
