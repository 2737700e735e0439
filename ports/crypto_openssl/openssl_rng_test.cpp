#include "ports/crypto_openssl/openssl_rng.h"

#include <gtest/gtest.h>

namespace stsafe::crypto_openssl {
namespace {

TEST(OpensslRng, FillsWithOtherBytesEachTime) {
  OpensslRng rng;
  Fixed<32> first{};
  Fixed<32> second{};
  ASSERT_TRUE(rng.fill(first));
  ASSERT_TRUE(rng.fill(second));
  EXPECT_NE(first, (Fixed<32>{}));
  EXPECT_NE(first, second);
}

TEST(OpensslRng, FillsNothing) {
  OpensslRng rng;
  EXPECT_TRUE(rng.fill({}));
}

}  // namespace
}  // namespace stsafe::crypto_openssl
