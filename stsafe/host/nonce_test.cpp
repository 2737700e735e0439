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

// IEEE 802.15.4-2006, annexes C.2.1.2 and C.2.3.2.
TEST(Nonce, OfAFrameIsAddressCounterAndLevel) {
  constexpr auto kAddress = "ACDE480000000001"_hex;
  EXPECT_EQ(hex(Nonce::ieee802154(kAddress, 5, *SecurityLevel::of(2)).bytes()),
            "acde4800000000010000000502");
  EXPECT_EQ(hex(Nonce::ieee802154(kAddress, 0x01020304, *SecurityLevel::of(6)).bytes()),
            "acde4800000000010102030406");
}

// IEEE 802.15.4-2006, table 95.
TEST(SecurityLevel, SaysTagAndEncryption) {
  constexpr std::array<std::size_t, 8> kTags{0, 4, 8, 16, 0, 4, 8, 16};
  for (unsigned value = 0; value < 8; ++value) {
    const auto level = SecurityLevel::of(value);
    ASSERT_TRUE(level);
    EXPECT_EQ(level->value(), value);
    EXPECT_EQ(level->tag_size(), kTags[value]);
    EXPECT_EQ(level->encrypts(), value >= 4);
    EXPECT_EQ(level->authenticates(), value != 0 && value != 4);
  }
  for (const unsigned value : {8U, 255U, 256U, ~0U}) {
    EXPECT_TRUE(SecurityLevel::of(value).failed_with(UsageError::kOutOfRange));
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
