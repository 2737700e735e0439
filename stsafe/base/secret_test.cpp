#include "stsafe/base/secret.h"

#include <gtest/gtest.h>

#include <memory>

#include "stsafe/base/hex.h"

namespace stsafe {
namespace {

using Key = Secret<4>;

bool is_all_zero(ByteView bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

TEST(Secret, BeginsEmpty) {
  const Key key;
  EXPECT_TRUE(key.empty());
  EXPECT_EQ(key.size(), 0U);
  EXPECT_TRUE(key.reveal().empty());
}

TEST(Secret, ShowsWhatItWasGiven) {
  Key key;
  ASSERT_TRUE(key.assign("010203"_hex));
  EXPECT_EQ(key.size(), 3U);
  EXPECT_TRUE(std::ranges::equal(key.reveal(), "010203"_hex));
}

TEST(Secret, KeepsWhatItHasWhenTheNewDoesNotFit) {
  Key key;
  ASSERT_TRUE(key.assign("010203"_hex));
  EXPECT_TRUE(key.assign("0102030405"_hex).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(std::ranges::equal(key.reveal(), "010203"_hex));
}

TEST(Secret, IsZeroWhenPrepared) {
  Key key;
  ASSERT_TRUE(key.assign("01020304"_hex));
  EXPECT_TRUE(is_all_zero(key.prepare(3)));
  EXPECT_EQ(key.size(), 3U);
  EXPECT_TRUE(is_all_zero(key.prepare(4)));
}

TEST(Secret, IsWipedWhenCleared) {
  Key key;
  ASSERT_TRUE(key.assign("01020304"_hex));
  const auto memory = key.reveal();
  key.clear();
  EXPECT_TRUE(key.empty());
  EXPECT_TRUE(is_all_zero(memory));
}

TEST(Secret, LeavesNothingOfALongerOneBehind) {
  Key key;
  ASSERT_TRUE(key.assign("01020304"_hex));
  const auto memory = key.reveal();
  ASSERT_TRUE(key.assign("05"_hex));
  EXPECT_TRUE(std::ranges::equal(memory, "05000000"_hex));
}

TEST(Secret, IsWipedAtTheEndOfItsLife) {
  alignas(Key) Fixed<sizeof(Key)> memory{};
  auto* key = std::construct_at(reinterpret_cast<Key*>(memory.data()));
  ASSERT_TRUE(key->assign("A1A2A3A4"_hex));
  std::destroy_at(key);
  const auto leftover = std::ranges::search(memory, "A1"_hex);
  EXPECT_TRUE(leftover.empty());
}

TEST(Wipe, TakesNothing) { wipe({}); }

TEST(WipeOnExit, WipesOnEveryPath) {
  auto memory = "01020304"_hex;
  {
    const WipeOnExit wiped{memory};
    EXPECT_FALSE(is_all_zero(memory));
  }
  EXPECT_TRUE(is_all_zero(memory));
}

}  // namespace
}  // namespace stsafe
