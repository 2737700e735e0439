#include "stsafe/host/nonce.h"

#include <gtest/gtest.h>

#include "tests/support/scripted_rng.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ScriptedRng;

TEST(Nonce, TakesThirteenBytesFromItsCaller) {
  const auto nonce = Nonce::chosen_by_caller("000102030405060708090A0B0C"_hex);
  ASSERT_TRUE(nonce);
  EXPECT_EQ(nonce->bytes(), "000102030405060708090A0B0C"_hex);
}

TEST(Nonce, RefusesEveryOtherSize) {
  const Fixed<20> bytes{};
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    if (size == Nonce::kSize) continue;
    EXPECT_TRUE(
        Nonce::chosen_by_caller(ByteView{bytes}.first(size)).failed_with(UsageError::kWrongSize))
        << size;
  }
}

TEST(NonceSequence, NeedsToBeStarted) {
  NonceSequence nonces;
  EXPECT_TRUE(nonces.next().failed_with(UsageError::kNotOpen));
}

TEST(NonceSequence, StartsOnce) {
  ScriptedRng rng{Fixed<18>{}};
  NonceSequence nonces;
  ASSERT_TRUE(nonces.start(rng));
  EXPECT_TRUE(nonces.start(rng).failed_with(UsageError::kAlreadyOpen));
  EXPECT_FALSE(rng.is_used_up());
}

TEST(NonceSequence, CountsBehindItsRandomPart) {
  ScriptedRng rng{"A0A1A2A3A4A5A6A7A8"_hex};
  NonceSequence nonces;
  ASSERT_TRUE(nonces.start(rng));
  EXPECT_EQ(hex(nonces.next()->bytes()), "a0a1a2a3a4a5a6a7a800000000");
  EXPECT_EQ(hex(nonces.next()->bytes()), "a0a1a2a3a4a5a6a7a800000001");
  for (int i = 2; i < 0x1234; ++i) ASSERT_TRUE(nonces.next());
  EXPECT_EQ(hex(nonces.next()->bytes()), "a0a1a2a3a4a5a6a7a800001234");
}

TEST(NonceSequence, StaysUnstartedWithoutRandomBytes) {
  ScriptedRng empty;
  NonceSequence nonces;
  EXPECT_TRUE(nonces.start(empty).failed_with(CryptoError::kBackendFailed));
  EXPECT_TRUE(nonces.next().failed_with(UsageError::kNotOpen));
  ScriptedRng rng{"A0A1A2A3A4A5A6A7A8"_hex};
  EXPECT_TRUE(nonces.start(rng));
  EXPECT_EQ(hex(nonces.next()->bytes()), "a0a1a2a3a4a5a6a7a800000000");
}

}  // namespace
}  // namespace stsafe::host
