#include "stsafe/sim/access/device_rules.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

using wire::CommandAccess;
using wire::LifeCycle;

constexpr std::array kStates{LifeCycle::kBorn,        LifeCycle::kPatching,
                             LifeCycle::kOperational, LifeCycle::kTerminated,
                             LifeCycle::kBornLocked,  LifeCycle::kOperationalLocked};

// Trap T-45.
TEST(LifeCycleChange, IsTheLockAloneAndNeedsThePassword) {
  for (const auto from : kStates) {
    for (const auto to : kStates) {
      const bool is_lock = (from == LifeCycle::kOperational || from == kStates[5]) &&
                           (to == LifeCycle::kOperational || to == kStates[5]);
      EXPECT_EQ(check_life_cycle_change({.password_verified = true}, from, to),
                is_lock ? Status::kOk : Status::kInvalidLifeCycleState);
      EXPECT_EQ(
          check_life_cycle_change({.host_verified = true, .entity_authenticated = true}, from, to),
          Status::kAccessConditionNotSatisfied);
    }
  }
}

TEST(LifeCycleChange, KnowsSixStates) {
  for (unsigned value = 0; value <= 0xFF; ++value) {
    const auto wanted = static_cast<LifeCycle>(value);
    const bool known = std::ranges::find(kStates, wanted) != kStates.end();
    const auto status =
        check_life_cycle_change({.password_verified = true}, LifeCycle::kOperational, wanted);
    EXPECT_EQ(status == Status::kValueOutOfRange, !known) << value;
  }
}

// Part 01, section 3.5: every value of both bytes.
TEST(I2cParameters, AreCheckedBitByBit) {
  for (unsigned value = 0; value <= 0xFFFF; ++value) {
    const Fixed<2> bytes{static_cast<std::byte>(value >> 8), static_cast<std::byte>(value)};
    wire::Reader r{bytes};
    wire::I2cParameters wanted;
    decode(r, wanted);
    const bool in_range = (value & 0x0100) == 0 && (value & 0x0002) == 0;
    EXPECT_EQ(check_i2c_parameters({}, wanted), in_range ? Status::kOk : Status::kValueOutOfRange);
    EXPECT_NE(check_i2c_parameters({.locked = true}, wanted), Status::kOk);
  }
}

// Part 01, section 3.3: one right for each half of the table.
TEST(CommandTable, IsPutWithTheRightOfItsHalf) {
  using Rights = wire::QueryCommandAuthorization::Response;
  for (unsigned rights = 0; rights <= 3; ++rights) {
    const Rights::ChangeRights have{static_cast<std::uint8_t>(rights)};
    const auto status_if = [](bool may) {
      return may ? Status::kOk : Status::kAccessConditionNotSatisfied;
    };
    EXPECT_EQ(check_put_table(have, Rights::kFlagsMayChange), status_if((rights & 1) != 0));
    EXPECT_EQ(check_put_table(have, Rights::kConditionsMayChange), status_if((rights & 2) != 0));
  }
}

// Trap T-27.
TEST(PasswordRules, CountThreeTries) {
  EXPECT_EQ(check_try_password(false, 3), Status::kKeyNotFound);
  EXPECT_EQ(check_try_password(true, 0), Status::kPasswordBlocked);
  for (std::uint8_t tries = 1; tries <= 3; ++tries) {
    EXPECT_EQ(check_try_password(true, tries), Status::kOk);
    EXPECT_EQ(tries_after(true, tries), 3);
    EXPECT_EQ(tries_after(false, tries), tries - 1);
  }
}

TEST(PasswordRules, LetItBeDeletedByWhoKnowsIt) {
  EXPECT_EQ(check_delete_password(false, {.password_verified = true}), Status::kKeyNotFound);
  EXPECT_EQ(check_delete_password(true, {.password_verified = true}), Status::kOk);
  EXPECT_EQ(check_delete_password(true, {.host_verified = true, .entity_authenticated = true}),
            Status::kAccessConditionNotSatisfied);
}

// Trap T-19.
TEST(CommandAccess, IsShownInThreeValues) {
  constexpr std::array expected{CommandAccess::kNever, CommandAccess::kFree,  CommandAccess::kNever,
                                CommandAccess::kHost,  CommandAccess::kNever, CommandAccess::kHost};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(shown(static_cast<CommandAccess>(i)), expected[i]) << i;
    EXPECT_TRUE(is_known(static_cast<CommandAccess>(i)));
  }
  EXPECT_FALSE(is_known(static_cast<CommandAccess>(6)));
}

}  // namespace
}  // namespace stsafe::sim
