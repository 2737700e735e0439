#include <gtest/gtest.h>

#include "tests/conformance/cases_device_settings.h"

// How long a password is verified, and what its tries survive (traps T-27, T-28 and T-45).
namespace stsafe::conformance {
namespace {

Status give(Bench& bench, std::string_view password) { return bench.send(password).status(); }

TEST(Password, IsBlockedAfterThreeWrongOnesAlsoOverPowerCycles) {
  Bench bench{with_password};
  EXPECT_TRUE(matches(bench.send("1A 22*16").payload, "00 02"));
  bench.power_cycle();
  EXPECT_TRUE(matches(bench.send("1A 22*16").payload, "00 01"));
  EXPECT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send("1A 22*16").payload, "00 00"));
  EXPECT_EQ(give(bench, kRightPassword), Status::kPasswordBlocked);
  bench.power_cycle();
  EXPECT_EQ(give(bench, kRightPassword), Status::kPasswordBlocked);
}

TEST(Password, IsForgottenWithoutPower) {
  Bench bench{with_password};
  ASSERT_EQ(give(bench, kRightPassword), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.send("10 08 83").status(), Status::kAccessConditionNotSatisfied);
}

TEST(Password, LocksAndUnlocksTheChip) {
  Bench bench{with_password};
  ASSERT_EQ(give(bench, kRightPassword), Status::kOk);
  ASSERT_EQ(bench.send("10 08 83").status(), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.send("02 00 04").status(), Status::kInvalidLifeCycleState);
  ASSERT_EQ(give(bench, kRightPassword), Status::kOk);
  ASSERT_EQ(bench.send("10 08 03").status(), Status::kOk);
  EXPECT_EQ(bench.send("02 00 04").status(), Status::kOk);
}

// T-19: *admin or password* by its real value.
TEST(Password, OpensCommandsThatWantIt) {
  Bench bench{[](sim::Nvm& nvm) {
    with_password(nvm);
    set_rule(nvm, 0x02, wire::CommandAccess::kAdminOrPassword);
  }};
  EXPECT_EQ(bench.send("02 00 04").status(), Status::kAccessConditionNotSatisfied);
  ASSERT_EQ(give(bench, kRightPassword), Status::kOk);
  EXPECT_EQ(bench.send("02 00 04").status(), Status::kOk);
  bench.power_cycle();
  EXPECT_EQ(bench.send("02 00 04").status(), Status::kAccessConditionNotSatisfied);
}

}  // namespace
}  // namespace stsafe::conformance
