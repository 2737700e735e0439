#include "stsafe/host/password.h"

#include <gtest/gtest.h>

#include "stsafe/host/life_cycle.h"
#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr auto kPassword = "11111111111111111111111111111111"_hex;
constexpr std::uint16_t kVerify = 0x1A;
constexpr std::uint16_t kPutLifeCycle = 0x1008;

class PasswordTest : public testing::Test {
 protected:
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(PasswordTest, IsCheckedByTheChip) {
  answer("01 03"_hex);
  const auto correct = verify_password(device_, kPassword);
  ASSERT_TRUE(correct);
  EXPECT_TRUE(correct->correct);
  EXPECT_EQ(correct->remaining_tries, 3);
  EXPECT_EQ(hex(chip_.payloads.back()), "11111111111111111111111111111111");
  answer("00 02"_hex);
  const auto wrong = verify_password(device_, kPassword);
  ASSERT_TRUE(wrong);
  EXPECT_FALSE(wrong->correct);
  EXPECT_EQ(wrong->remaining_tries, 2);
}

TEST_F(PasswordTest, HasSixteenBytes) {
  EXPECT_TRUE(
      verify_password(device_, ByteView{kPassword}.first(15)).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(lock_device(device_, {}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

// U-30: a success without its bytes is no success.
TEST_F(PasswordTest, IsNotTakenForCorrectWithoutAWholeAnswer) {
  EXPECT_TRUE(verify_password(device_, kPassword).failed_with(LinkError::kTruncated));
  answer("01"_hex);
  EXPECT_TRUE(lock_device(device_, kPassword).failed_with(LinkError::kTruncated));
  EXPECT_EQ(chip_.count(kPutLifeCycle), 0U);
}

// T-14: the vendor's library never sends the second command.
TEST_F(PasswordTest, LocksAndUnlocks) {
  answer("01 03"_hex);
  ASSERT_TRUE(lock_device(device_, kPassword));
  EXPECT_EQ(hex(chip_.payloads.back()), "0883");
  answer("01 03"_hex);
  ASSERT_TRUE(unlock_device(device_, kPassword));
  EXPECT_EQ(hex(chip_.payloads.back()), "0803");
  EXPECT_EQ(chip_.count(kVerify), 2U);
}

TEST_F(PasswordTest, ChangesNothingIfItIsWrong) {
  answer("00 02"_hex);
  EXPECT_TRUE(lock_device(device_, kPassword).failed_with(Status::kAccessConditionNotSatisfied));
  chip_.next({.status = Status::kPasswordBlocked});
  EXPECT_TRUE(unlock_device(device_, kPassword).failed_with(Status::kPasswordBlocked));
  EXPECT_EQ(chip_.count(kPutLifeCycle), 0U);
}

TEST_F(PasswordTest, IsDeleted) {
  ASSERT_TRUE(delete_password(device_));
  EXPECT_EQ(hex(chip_.payloads.back()), "09");
  chip_.next({.status = Status::kAccessConditionNotSatisfied});
  EXPECT_TRUE(delete_password(device_).failed_with(Status::kAccessConditionNotSatisfied));
}

TEST_F(PasswordTest, LeavesTheLifeCycleToBeRead) {
  answer("83"_hex);
  EXPECT_EQ(*read_life_cycle(device_), wire::LifeCycle::kOperationalLocked);
}

}  // namespace
}  // namespace stsafe::host
