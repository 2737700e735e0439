#include "stsafe/sim/access/zone_rules.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace stsafe::sim::zone_rules_test {
namespace {

using wire::ZoneAccess;
using wire::ZoneOption;

constexpr auto kOk = Status::kOk;
constexpr auto kRefused = Status::kAccessConditionNotSatisfied;

constexpr Caller kNobody{};
constexpr Caller kHost{.host_verified = true};
constexpr Caller kEntity{.entity_authenticated = true};
constexpr Caller kBoth{.host_verified = true, .entity_authenticated = true};
constexpr Caller kPassword{.password_verified = true};

// Part 03, section 7.4.
TEST(ZoneAccess, IsGrantedAsTheTableSays) {
  struct Row {
    int access;
    std::array<bool, 5> granted;  // nobody, host, entity, both, password
  };
  constexpr std::array rows{
      Row{0, {true, true, true, true, true}},      Row{1, {false, true, false, true, false}},
      Row{2, {false, false, false, false, false}}, Row{3, {false, false, false, false, false}},
      Row{4, {false, false, false, false, false}}, Row{5, {false, false, false, false, false}},
      Row{6, {false, false, false, true, false}},  Row{7, {false, false, false, false, false}},
  };
  constexpr std::array callers{kNobody, kHost, kEntity, kBoth, kPassword};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < callers.size(); ++i) {
      const auto access = static_cast<ZoneAccess>(row.access);
      EXPECT_EQ(satisfies(callers[i], access), row.granted[i]) << row.access << ", " << i;
      EXPECT_EQ(check_zone_access(callers[i], {access, true}, {}), row.granted[i] ? kOk : kRefused);
    }
  }
}

// Part 03, section 7.2, bit by bit, and rules 5 and 8 of section 7.4.
TEST(ZoneOption, IsWellFormedAsTheTableSays) {
  for (int raw = 0; raw < 256; ++raw) {
    const bool atomic = (raw & 0x80) != 0;
    const bool filler = (raw & 0x60) != 0;
    const bool change = (raw & 0x10) != 0;
    const bool stray = filler || (!change && (raw & 0x0F) != 0);
    const bool meaningless = change && (raw & 7) >= 2 && (raw & 7) <= 5;
    const auto rest = meaningless ? Status::kValueOutOfRange : kOk;
    const ZoneOption option{static_cast<std::uint8_t>(raw)};
    EXPECT_EQ(check_zone_option(option, true), stray ? Status::kInconsistentCommandData : rest)
        << raw;
    EXPECT_EQ(check_zone_option(option, false),
              stray || atomic ? Status::kInconsistentCommandData : rest)
        << raw;
  }
}

// Section 7.4, rules 2 and 3.
TEST(ZoneAccess, OnlyGetsStricter) {
  constexpr std::array known{0, 1, 6, 7};
  for (const int from : known) {
    for (const int to : known) {
      for (const bool keeps_right : {false, true}) {
        const auto option = ZoneOption::change_to({static_cast<ZoneAccess>(to), keeps_right});
        const auto current = static_cast<ZoneAccess>(from);
        const bool allowed = from != 7 && to >= from;
        EXPECT_EQ(check_zone_access(kBoth, {current, true}, option), allowed ? kOk : kRefused);
        EXPECT_EQ(check_zone_access(kBoth, {current, false}, option), kRefused);
        // Who may not use the zone may not change it.
        if (from == 0) continue;
        EXPECT_EQ(check_zone_access(kNobody, {current, true}, option), kRefused);
      }
    }
  }
}

TEST(ZoneRange, EndsWithTheSegment) {
  struct Row {
    std::uint16_t offset;
    std::size_t length;
    bool inside;
  };
  for (const auto& row :
       {Row{0, 0, true}, Row{0, 64, true}, Row{0, 65, false}, Row{63, 1, true}, Row{63, 2, false},
        Row{64, 0, true}, Row{64, 1, false}, Row{65, 0, false}, Row{0xFFFF, 0xFFFF, false}}) {
    EXPECT_EQ(check_zone_range(64, wire::ZoneOffset{row.offset}, row.length),
              row.inside ? kOk : Status::kBoundaryExceeded)
        << row.offset << ' ' << row.length;
  }
}

TEST(ZoneCounter, GivesAsMuchAsItHas) {
  constexpr auto kMax = std::numeric_limits<std::uint32_t>::max();
  const auto check = [](std::uint32_t counter, std::uint32_t amount) {
    return check_decrement(wire::Count{counter}, wire::Count{amount});
  };
  EXPECT_EQ(check(kMax, kMax), kOk);
  EXPECT_EQ(check(1, 1), kOk);
  EXPECT_EQ(check(1, 2), Status::kCounterLimitExceeded);
  EXPECT_EQ(check(0, 1), Status::kCounterLimitExceeded);
  EXPECT_EQ(check(0, kMax), Status::kCounterLimitExceeded);
}

}  // namespace
}  // namespace stsafe::sim::zone_rules_test
