#include "stsafe/link/paced_transport.h"

#include <gtest/gtest.h>

#include "stsafe/wire/frame.h"
#include "tests/support/scripted_bus.h"

namespace stsafe::link::paced_transport_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing_support::ScriptedBus;

// Protocol part 01, section 1.11.
constexpr auto kReset = "01 E1 F1"_hex;
constexpr auto kDone = "00 00 02 F0 78"_hex;
constexpr auto kRefused = "11 00 02 F1 70"_hex;
constexpr Expectation kExpected{.earliest = microseconds{2048}, .size = 5};

class PacedTransportTest : public testing::Test {
 protected:
  ScriptedBus bus_;
  VirtualClock clock_;
  LinkTransport inner_{bus_, clock_};
  PacedTransport transport_{inner_};
  Fixed<wire::kMaxResponseSize> reply_{};
};

TEST_F(PacedTransportTest, ReadsWhenTheChipHasShownToBeReady) {
  bus_.takes(kReset).refuses_read(BusError::kNack, 6).gives(5, kDone);
  EXPECT_TRUE(transport_.exchange(kReset, reply_, kExpected));
  const auto first = clock_.now();
  EXPECT_EQ(inner_.seen().ready, first);
  bus_.takes(kReset).gives(5, kDone);
  EXPECT_TRUE(transport_.exchange(kReset, reply_, kExpected));
  const auto second = clock_.now() - first;
  EXPECT_GT(second, first * 94 / 100);
  EXPECT_LT(second, first);
}

TEST_F(PacedTransportTest, LearnsNothingFromRefusals) {
  bus_.takes(kReset).gives(5, kRefused);
  EXPECT_TRUE(transport_.exchange(kReset, reply_, kExpected));
  EXPECT_EQ(transport_.pace().factor(kReset), 0);
}

TEST_F(PacedTransportTest, LearnsNothingFromFailures) {
  bus_.takes(kReset).refuses_read(BusError::kIo);
  EXPECT_TRUE(transport_.exchange(kReset, reply_, kExpected).failed_with(BusError::kIo));
  EXPECT_EQ(transport_.pace().factor(kReset), 0);
}

/// Needs as long as the test says for each command, and no time on the bus.
class VaryingChip final : public I2cBus {
 public:
  explicit VaryingChip(Clock& clock) : clock_(clock) {}
  Result<void> write(std::uint8_t, ByteView) override {
    ready_at_ = clock_.now() + needs;
    return {};
  }
  Result<void> read(std::uint8_t, ByteSpan data) override {
    if (clock_.now() < ready_at_) return BusError::kNack;
    copy_bytes(kDone, data);
    return {};
  }
  Microseconds needs{0};

 private:
  Clock& clock_;
  Microseconds ready_at_{0};
};

class PaceOfVaryingTimes : public testing::Test {
 protected:
  /// How much longer than the chip needs the host waits, as a ratio.
  double ratio(Microseconds needs) {
    chip_.needs = needs;
    const auto began = clock_.now();
    EXPECT_TRUE(transport_.exchange(kReset, reply_, {earliest_for(typical_), 5}));
    return static_cast<double>((clock_.now() - began).count()) / static_cast<double>(needs.count());
  }
  Microseconds typical_ = milliseconds{40};
  VirtualClock clock_;
  VaryingChip chip_{clock_};
  LinkTransport inner_{chip_, clock_};
  PacedTransport transport_{inner_};
  Fixed<wire::kMaxResponseSize> reply_{};
};

// A step of polling is a thirty-second.
constexpr double kOneStep = 1.033;

TEST_F(PaceOfVaryingTimes, IsNotMisledByAnOutlier) {
  for (const auto outlier : {milliseconds{46}, milliseconds{60}, milliseconds{400}}) {
    for (int calls = 0; calls < 5; ++calls) EXPECT_LE(ratio(milliseconds{40}), kOneStep);
    EXPECT_LE(ratio(outlier), kOneStep);
    for (int calls = 0; calls < 5; ++calls) {
      EXPECT_LE(ratio(milliseconds{40}), kOneStep) << outlier.count() << ", call " << calls;
    }
  }
}

TEST_F(PaceOfVaryingTimes, IsNotMisledByAnOutlierAtTheFirstCall) {
  EXPECT_LE(ratio(milliseconds{400}), kOneStep);
  EXPECT_LE(ratio(milliseconds{40}), kOneStep);
}

TEST_F(PaceOfVaryingTimes, IsRightForTheFasterOfTwoKeys) {
  for (const auto slower : {milliseconds{44}, milliseconds{48}, milliseconds{120}}) {
    for (int calls = 0; calls < 20; ++calls) {
      EXPECT_LE(ratio(milliseconds{40}), 1.10) << slower.count() << ", call " << calls;
      EXPECT_LE(ratio(slower), kOneStep) << slower.count() << ", call " << calls;
    }
  }
}

// However often the slower one comes in between.
TEST_F(PaceOfVaryingTimes, IsRightForTheRarerOfTwoKeys) {
  for (const auto slower : {milliseconds{44}, milliseconds{48}, milliseconds{120}}) {
    for (int calls = 0; calls < 20; ++calls) {
      EXPECT_LE(ratio(milliseconds{40}), 1.10) << slower.count() << ", call " << calls;
      for (int more = 0; more < 7; ++more) EXPECT_LE(ratio(slower), kOneStep);
    }
  }
}

// Here the typical time is that of the slower key, and the faster one has to be found.
TEST_F(PaceOfVaryingTimes, FindsTheFasterOfTwoKeys) {
  typical_ = milliseconds{120};
  for (int calls = 0; calls < 15; ++calls) {
    ratio(milliseconds{40});
    EXPECT_LE(ratio(milliseconds{120}), kOneStep) << "call " << calls;
  }
  for (int calls = 0; calls < 15; ++calls) {
    EXPECT_LE(ratio(milliseconds{40}), 1.10) << "call " << calls;
    EXPECT_LE(ratio(milliseconds{120}), kOneStep) << "call " << calls;
  }
}

}  // namespace
}  // namespace stsafe::link::paced_transport_test
