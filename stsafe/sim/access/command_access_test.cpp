#include "stsafe/sim/access/command_access.h"

#include <gtest/gtest.h>

namespace stsafe::sim {
namespace {

using wire::CommandAccess;
using wire::LifeCycle;

constexpr auto kOk = Status::kOk;
constexpr auto kNotSatisfied = Status::kAccessConditionNotSatisfied;
constexpr auto kNotAuthorized = Status::kCommandNotAuthorized;

struct AccessRow {
  CommandAccess access;
  bool encrypt_command;
  bool encrypt_response;
  Status without_mac;
  Status with_mac;
};

// Part 01, section 3.3, and traps T-29, T-30 and T-41.
constexpr std::array kAccessRows{
    AccessRow{CommandAccess::kNever, false, false, kNotAuthorized, kNotAuthorized},
    AccessRow{CommandAccess::kNever, true, true, kNotAuthorized, kNotAuthorized},
    AccessRow{CommandAccess::kFree, false, false, kOk, kOk},
    AccessRow{CommandAccess::kFree, true, false, kNotSatisfied, kOk},
    AccessRow{CommandAccess::kFree, false, true, kNotSatisfied, kOk},
    AccessRow{CommandAccess::kFree, true, true, kNotSatisfied, kOk},
    AccessRow{CommandAccess::kAdmin, false, false, kNotSatisfied, kNotSatisfied},
    AccessRow{CommandAccess::kHost, false, false, kNotSatisfied, kOk},
    AccessRow{CommandAccess::kHost, true, true, kNotSatisfied, kOk},
    AccessRow{CommandAccess::kAdminOrPassword, false, false, kNotSatisfied, kNotSatisfied},
    AccessRow{CommandAccess::kAdminOrHost, false, false, kNotSatisfied, kOk},
    // Values that the documents do not have open nothing.
    AccessRow{static_cast<CommandAccess>(6), false, false, kNotSatisfied, kNotSatisfied},
    AccessRow{static_cast<CommandAccess>(0xFF), false, false, kNotSatisfied, kNotSatisfied},
};

TEST(CommandAccess, IsWhatTheRuleSays) {
  for (const auto& row : kAccessRows) {
    const wire::CommandRule rule{.access = row.access,
                                 .encrypt_command = row.encrypt_command,
                                 .encrypt_response = row.encrypt_response};
    SCOPED_TRACE(static_cast<int>(row.access));
    EXPECT_EQ(check_command_access(rule, {}), row.without_mac);
    EXPECT_EQ(check_command_access(rule, {.host_verified = true}), row.with_mac);
  }
}

// Trap T-19: the password opens one condition, and no encryption flag.
TEST(CommandAccess, IsOpenedByThePasswordIfItSaysSo) {
  const Caller caller{.password_verified = true};
  for (int access = 0; access <= 6; ++access) {
    const wire::CommandRule rule{.access = static_cast<CommandAccess>(access)};
    const bool open = rule.access == CommandAccess::kFree || access == 4;
    EXPECT_EQ(check_command_access(rule, caller) == kOk, open) << access;
  }
  EXPECT_EQ(check_command_access(
                {.access = CommandAccess::kAdminOrPassword, .encrypt_response = true}, caller),
            kNotSatisfied);
}

// Trap T-45. All codes of the standard list, and an extended one.
constexpr std::array<std::uint16_t, 3> kAlways{0x00, 0x01, 0x14};
constexpr std::uint16_t kVerifyPassword = 0x1A;
constexpr std::uint16_t kPutAttribute = 0x10;

TEST(LifeCycle, LetsEverythingThroughWhileOperational) {
  for (const auto state : {LifeCycle::kBorn, LifeCycle::kPatching, LifeCycle::kOperational}) {
    for (std::uint16_t code = 0; code <= 0x1F1A; ++code) {
      EXPECT_EQ(check_life_cycle(wire::Opcode{code}, false, state), Status::kOk);
    }
  }
}

TEST(LifeCycle, LetsFiveCommandsThroughWhileLocked) {
  for (const auto state : {LifeCycle::kBornLocked, LifeCycle::kOperationalLocked}) {
    for (std::uint16_t code = 0; code <= 0x1F1A; ++code) {
      const bool open =
          std::ranges::find(kAlways, code) != kAlways.end() || code == kVerifyPassword;
      EXPECT_EQ(check_life_cycle(wire::Opcode{code}, false, state) == Status::kOk, open) << code;
    }
    EXPECT_EQ(check_life_cycle(wire::Opcode{kPutAttribute}, true, state), Status::kOk);
    EXPECT_EQ(check_life_cycle(wire::Opcode{kPutAttribute}, false, state),
              Status::kInvalidLifeCycleState);
  }
}

TEST(LifeCycle, LetsThreeCommandsThroughOnceTerminated) {
  for (std::uint16_t code = 0; code <= 0x1F1A; ++code) {
    const bool open = std::ranges::find(kAlways, code) != kAlways.end();
    const auto status = check_life_cycle(wire::Opcode{code}, false, LifeCycle::kTerminated);
    EXPECT_EQ(status, open ? Status::kOk : Status::kInvalidLifeCycleState) << code;
  }
  EXPECT_EQ(check_life_cycle(wire::Opcode{kPutAttribute}, true, LifeCycle::kTerminated),
            Status::kInvalidLifeCycleState);
}

TEST(LifeCycle, OpensNothingInAStateThatDoesNotExist) {
  EXPECT_EQ(check_life_cycle(wire::Opcode{0x02}, false, static_cast<LifeCycle>(0x55)),
            Status::kInvalidLifeCycleState);
}

}  // namespace
}  // namespace stsafe::sim
