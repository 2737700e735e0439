#include "stsafe/host/tag_size.h"

#include <gtest/gtest.h>

namespace stsafe::host {
namespace {

TEST(TagSize, IsSixteenUnlessAskedOtherwise) {
  EXPECT_EQ(TagSize{}.bytes(), 16);
  EXPECT_FALSE(TagSize{}.is_weak());
}

TEST(TagSize, TakesEightAndSixteenAsTheyAre) {
  for (const std::size_t size : {8U, 16U}) {
    const auto tag = TagSize::of(size);
    ASSERT_TRUE(tag);
    EXPECT_EQ(tag->bytes(), size);
    EXPECT_FALSE(tag->is_weak());
  }
}

TEST(TagSize, TakesZeroAndFourOnlyIfAcknowledged) {
  for (const std::size_t size : {0U, 4U}) {
    EXPECT_TRUE(TagSize::of(size).failed_with(UsageError::kWeakTag));
    const auto tag = TagSize::of(size, AcceptWeakTag{});
    ASSERT_TRUE(tag);
    EXPECT_EQ(tag->bytes(), size);
    EXPECT_TRUE(tag->is_weak());
  }
}

TEST(TagSize, RefusesEveryOtherSize) {
  for (std::size_t size = 0; size <= 300; ++size) {
    if (size == 0 || size == 4 || size == 8 || size == 16) continue;
    EXPECT_TRUE(TagSize::of(size).failed_with(UsageError::kOutOfRange)) << size;
    EXPECT_TRUE(TagSize::of(size, AcceptWeakTag{}).failed_with(UsageError::kOutOfRange)) << size;
  }
}

}  // namespace
}  // namespace stsafe::host
