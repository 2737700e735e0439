#include "stsafe/host/i2c_parameters.h"

#include <gtest/gtest.h>

#include "stsafe/host/low_power.h"
#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;
using wire::LowPowerMode;

// Part 01, section 3.5.
TEST(I2cParametersTest, AreReadAndPut) {
  ModelChip chip;
  Device device{chip};
  chip.next({.payload = to_bytes("40 2D"_hex)});
  const auto read = read_i2c_parameters(device);
  ASSERT_TRUE(read);
  const wire::I2cParameters expected{
      .address = 0x20, .low_power_mode = LowPowerMode::kStandby, .idle_code = 5, .locked = true};
  EXPECT_EQ(*read, expected);
  EXPECT_EQ(read->idle_time(), std::chrono::milliseconds{300});
  ASSERT_TRUE(put_i2c_parameters(device, expected));
  EXPECT_EQ(hex(chip.payloads.back()), "0a402d");
}

TEST(I2cParametersTest, AreRefusedOutsideTheirRange) {
  ModelChip chip;
  Device device{chip};
  for (const auto& wrong :
       {wire::I2cParameters{.address = 0x07}, wire::I2cParameters{.address = 0x78},
        wire::I2cParameters{.idle_code = 32}, wire::I2cParameters{.has_stray_bit = true},
        wire::I2cParameters{.low_power_mode = static_cast<LowPowerMode>(1)}}) {
    EXPECT_TRUE(put_i2c_parameters(device, wrong).failed_with(UsageError::kOutOfRange));
  }
  EXPECT_TRUE(chip.log.empty());
}

TEST(LowPowerTest, AsksForSleep) {
  ModelChip chip;
  Device device{chip};
  ASSERT_TRUE(hibernate(device, wire::WakeUp::kReset));
  EXPECT_EQ(hex(chip.payloads.back()), "02");
  ASSERT_TRUE(standby(device));
  EXPECT_EQ(chip.log, (std::vector<std::uint16_t>{0x0D, 0x19}));
  EXPECT_TRUE(hibernate(device, static_cast<wire::WakeUp>(3)).failed_with(UsageError::kOutOfRange));
}

}  // namespace
}  // namespace stsafe::host
