#include "apps/stsafe-sim/simulated_device.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "stsafe/sim/profile/spl05.h"
#include "tests/support/bytes.h"

// How a device's time and the real one go together; nothing here waits.
namespace stsafe::simulator::simulated_device_test {
namespace {

using namespace std::chrono_literals;
using link::I2cMessage;
using link::I2cOutcome;
using link::Nack;
using testing_support::Bytes;
using testing_support::to_bytes;

constexpr auto kEcho = "00 61626364 90C2"_hex;
constexpr auto kEchoed = "00 0006 61626364 90C2"_hex;
constexpr I2cOutcome kNobodyThere{.nack = Nack::kAddress};
constexpr I2cOutcome kDone{.num_messages = 1};

class SimulatedDevices : public testing::Test {
 protected:
  explicit SimulatedDevices(bool is_real_time) : is_real_time_(is_real_time) {}

  I2cOutcome write() {
    const I2cMessage message{.address = 0x20, .written = kEcho};
    return device_.transfer({&message, 1});
  }
  I2cOutcome read() {
    answer_.assign(kEchoed.size(), std::byte{0});
    const I2cMessage message{.address = 0x20, .is_read = true, .read = answer_};
    return device_.transfer({&message, 1});
  }

  bool is_real_time_;
  link::Microseconds real_now_ = 1h;  // since whenever
  devices::Authority authority_;
  SimulatedDevice device_{{.seed = 1,
                           .profile = sim::spl05(),
                           .is_real_time = is_real_time_,
                           .real_clock = [this] { return real_now_; }},
                          authority_.issuer()};
  Bytes answer_;
};

class RealTime : public SimulatedDevices {
 protected:
  RealTime() : SimulatedDevices(true) {}
};

class NoTime : public SimulatedDevices {
 protected:
  NoTime() : SimulatedDevices(false) {}
};

TEST_F(RealTime, ShowsAChipThatIsBusyOnItsBus) {
  EXPECT_EQ(write(), kNobodyThere);
  real_now_ += 10ms;  // it has booted
  EXPECT_EQ(write(), kDone);
  real_now_ += 1999us;
  EXPECT_EQ(read(), kNobodyThere);
  real_now_ += 1us;
  EXPECT_EQ(read(), kDone);
  EXPECT_EQ(answer_, to_bytes(kEchoed));
}

TEST_F(RealTime, GivesTheAnswerToAFrameWhenItIsDue) {
  auto outcome = device_.exchange(kEcho);
  EXPECT_EQ(to_bytes(outcome.answer), to_bytes(kEchoed));
  EXPECT_EQ(outcome.lateness, 12ms);  // it boots and executes
  real_now_ += 5ms;
  EXPECT_EQ(device_.exchange(kEcho).lateness, 9ms);  // both commands, but for what has passed
  real_now_ += 1s;
  EXPECT_EQ(device_.exchange(kEcho).lateness, 2ms);
}

TEST_F(RealTime, AddsNothingToALateAnswer) {
  real_now_ += 10ms;
  device_.misbehaviour() = {.delay_answers = 1, .lateness = 50ms};
  EXPECT_EQ(device_.exchange(kEcho).lateness, 52ms);
}

TEST_F(RealTime, IsBusyOnTheBusUntilTheAnswerToAFrameIsDue) {
  real_now_ += 10ms;
  EXPECT_EQ(device_.exchange(kEcho).lateness, 2ms);
  real_now_ += 1ms;
  EXPECT_EQ(read(), kNobodyThere);
  real_now_ += 1ms;
  EXPECT_EQ(read(), kDone);
}

TEST_F(RealTime, BootsFromWhenThePowerComes) {
  real_now_ += 1s;
  device_.power_off();
  EXPECT_EQ(write(), kNobodyThere);
  real_now_ += 1s;
  EXPECT_TRUE(device_.power_on());
  real_now_ += 9ms;
  EXPECT_EQ(write(), kNobodyThere);
  real_now_ += 1ms;
  EXPECT_EQ(write(), kDone);
}

TEST_F(RealTime, CanBeAdvanced) {
  device_.time().advance(10ms);
  EXPECT_EQ(write(), kDone);
  device_.time().advance(2ms);
  EXPECT_EQ(read(), kDone);
}

TEST_F(NoTime, NeverShowsAChipThatIsBusy) {
  EXPECT_EQ(write(), kDone);
  EXPECT_EQ(read(), kDone);
  EXPECT_EQ(answer_, to_bytes(kEchoed));
}

TEST_F(NoTime, AnswersFramesAtOnce) { EXPECT_EQ(device_.exchange(kEcho).lateness, 0ms); }

TEST_F(NoTime, IsBusyOnTheBusWhileAnAnswerIsLate) {
  device_.misbehaviour() = {.delay_answers = 1, .lateness = 50ms};
  EXPECT_EQ(device_.exchange(kEcho).lateness, 50ms);
  EXPECT_EQ(read(), kNobodyThere);
  real_now_ += 50ms;
  EXPECT_EQ(read(), kDone);
}

}  // namespace
}  // namespace stsafe::simulator::simulated_device_test
