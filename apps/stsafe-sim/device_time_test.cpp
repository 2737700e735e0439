#include "apps/stsafe-sim/device_time.h"

#include <gtest/gtest.h>

namespace stsafe::simulator {
namespace {

using namespace std::chrono_literals;

class DeviceTimes : public testing::Test {
 protected:
  link::Microseconds real_now_ = 1h;  // since whenever
  DeviceTime real_{true, [this] { return real_now_; }};
  DeviceTime none_{false, [this] { return real_now_; }};
};

TEST_F(DeviceTimes, GoWithTheRealClock) {
  real_now_ += 5ms;
  real_.catch_up();
  EXPECT_EQ(real_.clock().now(), 5ms);
  EXPECT_EQ(real_.ahead(), 0ms);
}

TEST_F(DeviceTimes, SayHowFarACommandIsAhead) {
  real_.clock().sleep(20ms);
  EXPECT_EQ(real_.ahead(), 20ms);
  real_now_ += 5ms;
  real_.catch_up();  // does not go back
  EXPECT_EQ(real_.clock().now(), 20ms);
  EXPECT_EQ(real_.ahead(), 15ms);
  real_now_ += 15ms;
  EXPECT_EQ(real_.ahead(), 0ms);
}

TEST_F(DeviceTimes, CanBeAdvanced) {
  real_now_ += 1ms;
  real_.advance(1h);
  EXPECT_EQ(real_.clock().now(), 1h + 1ms);
  EXPECT_EQ(real_.ahead(), 0ms);
  real_now_ += 1ms;
  real_.catch_up();
  EXPECT_EQ(real_.clock().now(), 1h + 2ms);
}

TEST_F(DeviceTimes, StandStillWithoutARealClock) {
  real_now_ += 5ms;
  none_.catch_up();
  EXPECT_EQ(none_.clock().now(), 0ms);
  none_.clock().sleep(20ms);
  EXPECT_EQ(none_.ahead(), 0ms);
  none_.advance(1s);
  EXPECT_EQ(none_.clock().now(), 1020ms);
}

}  // namespace
}  // namespace stsafe::simulator
