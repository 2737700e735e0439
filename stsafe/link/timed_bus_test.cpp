#include "stsafe/link/timed_bus.h"

#include <gtest/gtest.h>

#include <vector>

#include "stsafe/base/hex.h"

namespace stsafe::link::timed_bus_test {
namespace {

using std::chrono::microseconds;

/// Writes down when its events come.
class PunctualTarget final : public I2cTarget {
 public:
  explicit PunctualTarget(Clock& clock) : clock_(clock) {}
  bool on_start(std::uint8_t address, bool) override {
    note();
    return address == kDefaultI2cAddress;
  }
  bool on_write(std::byte) override {
    note();
    return true;
  }
  std::byte on_read() override {
    note();
    return std::byte{0x5A};
  }
  void on_stop() override { note(); }

  std::vector<microseconds> times;

 private:
  void note() { times.push_back(clock_.now()); }
  Clock& clock_;
};

class TimedBusTest : public testing::Test {
 protected:
  VirtualClock clock_;
  PunctualTarget target_{clock_};
  TimedBus bus_{target_, clock_, 100'000};
};

using Times = std::vector<microseconds>;

// I2C: START, eight bits and the acknowledgement for each byte, STOP; ten microseconds a clock.
TEST_F(TimedBusTest, ShowsAWrittenByteWhenItIsComplete) {
  EXPECT_TRUE(bus_.write(kDefaultI2cAddress, "0102"_hex));
  EXPECT_EQ(target_.times,
            (Times{microseconds{100}, microseconds{190}, microseconds{280}, microseconds{290}}));
}

TEST_F(TimedBusTest, WantsAByteOfAReadBeforeItIsSent) {
  Fixed<2> data{};
  EXPECT_TRUE(bus_.read(kDefaultI2cAddress, data));
  EXPECT_EQ(data, "5A5A"_hex);
  EXPECT_EQ(target_.times,
            (Times{microseconds{100}, microseconds{100}, microseconds{190}, microseconds{290}}));
}

TEST_F(TimedBusTest, TakesItsTimeForAnAddressThatNobodyAcknowledges) {
  EXPECT_TRUE(bus_.write(0x21, "0102"_hex).failed_with(BusError::kNack));
  EXPECT_EQ(clock_.now(), microseconds{110});
}

TEST_F(TimedBusTest, CountsTheStopAfterANackOnce) {
  TimedTarget timed{target_, clock_, 100'000};
  EXPECT_FALSE(timed.on_start(0x21, false));
  timed.on_stop();
  EXPECT_EQ(clock_.now(), microseconds{110});
  EXPECT_TRUE(timed.on_start(kDefaultI2cAddress, false));
  timed.on_stop();
  EXPECT_EQ(clock_.now(), microseconds{110 + 110});
}

TEST_F(TimedBusTest, CountsWhatWentOverIt) {
  Fixed<5> data{};
  EXPECT_TRUE(bus_.write(kDefaultI2cAddress, "0102"_hex));
  EXPECT_TRUE(bus_.read(kDefaultI2cAddress, data));
  EXPECT_FALSE(bus_.read(0x21, data));
  EXPECT_EQ(bus_.load().transactions, 3U);
  EXPECT_EQ(bus_.load().refused, 1U);
  EXPECT_EQ(bus_.load().bytes, 3U + 6U + 1U);
  EXPECT_EQ(bus_.load().clocks, 29U + 56U + 11U);
  EXPECT_EQ(bus_.load().clocks,
            transaction_clocks(2) + transaction_clocks(5) + transaction_clocks(0));
}

// A byte at 400 kHz takes 22.5 µs, START and STOP 2.5 each.
TEST_F(TimedBusTest, LosesNoFractionOfAMicrosecond) {
  TimedBus bus{target_, clock_, 400'000};
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(bus.write(kDefaultI2cAddress, "01"_hex));
  EXPECT_EQ(clock_.now(), microseconds{1000 * 50});
  EXPECT_TRUE(bus.write(kDefaultI2cAddress, "0102"_hex));
  EXPECT_EQ(clock_.now(), microseconds{1000 * 50 + 72});
  EXPECT_TRUE(bus.write(kDefaultI2cAddress, "0102"_hex));
  EXPECT_EQ(clock_.now(), microseconds{1000 * 50 + 145});
}

}  // namespace
}  // namespace stsafe::link::timed_bus_test
