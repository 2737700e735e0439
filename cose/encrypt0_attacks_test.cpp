#include <gtest/gtest.h>

#include <random>

#include "cose/encrypt0.h"
#include "tests/support/sealing_chip.h"

// What becomes of messages that somebody has changed. Same seed, same run.
namespace stsafe::cose::encrypt0_attacks_test {
namespace {

using testing_support::hex;
using testing_support::SealingChip;
using testing_support::to_bytes;

constexpr auto kKey = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex;
constexpr auto kText = "5365637265742D746578742D746F2D6B656570"_hex;

class Encrypt0Attacks : public testing::TestWithParam<std::size_t> {
 protected:
  Encrypt0Attacks() {
    chip_.put_key(3, kKey, GetParam());
    chip_.start();
    auto with = key();
    auto sealed = seal_encrypt0(*with, chip_.nonces(), kText, {.content_type = 60U});
    EXPECT_TRUE(sealed);
    message_ = std::move(*sealed);
  }
  std::optional<ChipKey> key() {
    auto opened = ChipKey::open(chip_.device(), wire::SlotNumber{3});
    EXPECT_TRUE(opened);
    return *opened;
  }
  /// Refused, and nothing of the plaintext in the failure.
  static void expect_refused(ChipKey& key, ByteView changed) {
    const auto opened = open_encrypt0(key, changed);
    ASSERT_FALSE(opened) << hex(changed);
    EXPECT_FALSE(opened.error().message.empty());
    EXPECT_EQ(opened.error().message.find("Secret"), std::string::npos);
    EXPECT_NE(opened.error().reason, Reason::kDevice) << opened.error().message;
  }

  SealingChip chip_;
  Bytes message_;
};

INSTANTIATE_TEST_SUITE_P(OfBothTagSizes, Encrypt0Attacks, testing::Values(8, 16));

TEST_P(Encrypt0Attacks, EveryBitCounts) {
  auto with = key();
  ASSERT_TRUE(open_encrypt0(*with, message_));
  for (std::size_t bit = 0; bit < 8 * message_.size(); ++bit) {
    auto changed = message_;
    changed[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    expect_refused(*with, changed);
  }
}

TEST_P(Encrypt0Attacks, EveryByteCounts) {
  auto with = key();
  for (std::size_t size = 0; size < message_.size(); ++size) {
    expect_refused(*with, ByteView{message_}.first(size));
    if (size == 0) continue;  // without its tag, a message is one all the same
    auto without = message_;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(size));
    expect_refused(*with, without);
  }
  auto longer = message_;
  longer.push_back(std::byte{0});
  expect_refused(*with, longer);
}

// Whatever is opened all the same (a message without its tag is one, too) says what was sealed.
TEST_P(Encrypt0Attacks, NoMutationOpensToSomethingElse) {
  auto with = key();
  std::mt19937 random{7};
  const auto below = [&](std::size_t end) { return random() % end; };
  std::size_t num_refused = 0;
  for (int round = 0; round < 4000; ++round) {
    auto changed = message_;
    for (auto left = 1 + below(4); left > 0 && !changed.empty(); --left) {
      const auto at = changed.begin() + static_cast<std::ptrdiff_t>(below(changed.size()));
      switch (below(4)) {
        case 0: *at = static_cast<std::byte>(random()); break;
        case 1: changed.erase(at); break;
        case 2: changed.insert(at, static_cast<std::byte>(random())); break;
        case 3: {
          const auto piece = Bytes(at, changed.end());
          changed.insert(at, piece.begin(), piece.end());
          break;
        }
      }
    }
    const auto opened = open_encrypt0(*with, changed);
    if (!opened) {
      EXPECT_FALSE(opened.error().message.empty());
      ++num_refused;
      continue;
    }
    EXPECT_EQ(hex(opened->plaintext.reveal()), hex(kText)) << hex(changed);
  }
  EXPECT_GT(num_refused, 3900U);
}

TEST_P(Encrypt0Attacks, NoCborMakesTheReaderFall) {
  auto with = key();
  std::mt19937 random{8};
  for (int round = 0; round < 20000; ++round) {
    Bytes noise(random() % 64);
    // Mostly what begins items of COSE, so that it does not end at the first byte.
    for (auto& byte : noise) {
      constexpr auto kLikely = "D0838443A1010A181F054D40584EA05F9FBFFFF61B"_hex;
      byte =
          random() % 4 == 0 ? static_cast<std::byte>(random()) : kLikely[random() % kLikely.size()];
    }
    EXPECT_FALSE(open_encrypt0(*with, noise));
  }
}

}  // namespace
}  // namespace stsafe::cose::encrypt0_attacks_test
