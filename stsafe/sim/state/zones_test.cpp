#include "stsafe/sim/state/zones.h"

#include <gtest/gtest.h>

#include "tests/support/prepared_chip.h"

namespace stsafe::sim {
namespace {

constexpr wire::ZoneNumber number(std::uint8_t zone) { return wire::ZoneNumber{zone}; }

Zones with_sizes(std::uint16_t first, std::uint16_t second) {
  Zones zones;
  zones.zones[1] = {.present = true, .size = first};
  zones.zones[3] = {.present = true, .type = wire::ZoneType::kCounter, .size = second};
  return zones;
}

TEST(Zones, LieOneBehindTheOther) {
  Zones zones = with_sizes(1000, 64);
  EXPECT_FALSE(zones.has(number(0)));
  EXPECT_TRUE(zones.has(number(1)));
  EXPECT_FALSE(zones.has(number(16)));
  EXPECT_EQ(zones.begin_of(number(1)), 0U);
  EXPECT_EQ(zones.begin_of(number(3)), 1000U);
  EXPECT_EQ(zones.data(number(3)).size(), 64U);
  EXPECT_EQ(zones.data(number(3)).data(), zones.pool.data() + 1000);
}

// Part 04, section 1.7: counters take four bytes of the partition.
TEST(Zones, FitThePartitionWithTheirCounters) {
  EXPECT_TRUE(with_sizes(16'340, 64).fit());
  EXPECT_FALSE(with_sizes(16'341, 64).fit());
  EXPECT_FALSE(with_sizes(0xFFFF, 0xFFFF).fit());
}

TEST(Zones, ThatDoNotFitAreNoStateOfADevice) {
  testing_support::PreparedChip chip;
  chip.stored().zones = with_sizes(0xFFFF, 64);
  EXPECT_TRUE(chip.device().power_on().failed_with(StoreError::kDamaged));
  EXPECT_FALSE(chip.device().is_on());
}

}  // namespace
}  // namespace stsafe::sim
