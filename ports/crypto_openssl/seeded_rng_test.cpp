#include "ports/crypto_openssl/seeded_rng.h"

#include <gtest/gtest.h>

#include <vector>

#include "stsafe/base/hex.h"

namespace stsafe::crypto_openssl {
namespace {

std::vector<std::byte> drawn(SeededRng& rng, std::size_t size) {
  std::vector<std::byte> out(size);
  EXPECT_TRUE(rng.fill(out));
  return out;
}

// A recorded simulation depends on these bytes. They come from the openssl command:
// head -c 16 /dev/zero | openssl enc -aes-256-ctr -K $(printf 'test\0\0\0\0\0\0\0\1' |
// sha256sum | cut -d ' ' -f 1) -iv 0 -nosalt
TEST(SeededRng, MakesTheDocumentedStream) {
  SeededRng rng(1, "test");
  Fixed<16> out{};
  ASSERT_TRUE(rng.fill(out));
  EXPECT_EQ(out, "1f0e632f1ffc0ce794f51811472f5e67"_hex);
}

TEST(SeededRng, RepeatsItselfForTheSameSeedAndLabel) {
  SeededRng one(7, "host");
  SeededRng other(7, "host");
  EXPECT_EQ(drawn(one, 100), drawn(other, 100));
}

TEST(SeededRng, DiffersForAnotherSeedOrLabel) {
  SeededRng rng(7, "host");
  SeededRng other_seed(8, "host");
  SeededRng other_label(7, "device");
  const auto bytes = drawn(rng, 32);
  EXPECT_NE(bytes, drawn(other_seed, 32));
  EXPECT_NE(bytes, drawn(other_label, 32));
}

TEST(SeededRng, DoesNotDependOnHowManyBytesAreDrawnAtATime) {
  SeededRng one(7, "host");
  SeededRng other(7, "host");
  std::vector<std::byte> pieces;
  for (const std::size_t size : {1U, 0U, 15U, 17U, 31U}) {
    const auto piece = drawn(other, size);
    pieces.insert(pieces.end(), piece.begin(), piece.end());
  }
  EXPECT_EQ(drawn(one, 64), pieces);
}

TEST(SeededRng, IgnoresWhatTheBufferHeld) {
  SeededRng one(7, "host");
  SeededRng other(7, "host");
  std::vector<std::byte> out(32, std::byte{0xEE});
  ASSERT_TRUE(one.fill(out));
  EXPECT_EQ(out, drawn(other, 32));
}

}  // namespace
}  // namespace stsafe::crypto_openssl
