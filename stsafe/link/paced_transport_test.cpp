#include "stsafe/link/paced_transport.h"

#include <gtest/gtest.h>

#include "stsafe/wire/frame.h"
#include "tests/support/scripted_bus.h"

namespace stsafe::link::paced_transport_test {
namespace {

using std::chrono::microseconds;
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
  bus_.takes(kReset).refuses_read(BusError::kNack, 10).gives(5, kDone);
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

}  // namespace
}  // namespace stsafe::link::paced_transport_test
