#include "stsafe/sim/timing.h"

#include <gtest/gtest.h>

#include <set>

namespace stsafe::sim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

link::Microseconds time_of(const Timing& timing, wire::CommandIndex command) {
  return timing.commands[command];
}

TEST(TypicalTiming, IsWhatEachCommandSays) {
  const auto timing = typical_timing();
  wire::for_each_command([&]<wire::Command C>() {
    EXPECT_EQ(time_of(timing, wire::index_of<C>()), C::kTypicalTime) << C::kName;
  });
}

// Protocol part 04, section 1.5.
TEST(MeasuredTiming, IsWhatOthersSaw) {
  const auto timing = measured_timing();
  EXPECT_EQ(time_of(timing, wire::index_of<wire::GenerateKeyPair>()), milliseconds{40});
  EXPECT_EQ(time_of(timing, wire::index_of<wire::GenerateSignature>()), milliseconds{51});
  EXPECT_EQ(time_of(timing, wire::index_of<wire::VerifySignature>()), milliseconds{79});
  EXPECT_EQ(time_of(timing, wire::index_of<wire::GenerateEcdhe>()), milliseconds{42});
  EXPECT_EQ(time_of(timing, wire::index_of<wire::EstablishKey>()), milliseconds{38});
  EXPECT_EQ(time_of(timing, wire::index_of<wire::Echo>()), milliseconds{2});
}

TEST(NoTiming, LetsAChipAnswerAtOnce) {
  ChipTime time{no_timing()};
  EXPECT_EQ(time.boot(), microseconds{0});
  EXPECT_EQ(time.wake(), microseconds{0});
  EXPECT_EQ(time.execution({}), microseconds{0});
  EXPECT_EQ(time.execution(wire::index_of<wire::VerifySignature>()), microseconds{0});
}

// Boot and wake-up: protocol part 01, section 1.9.
TEST(Timings, AreFoundByName) {
  for (const auto name : kTimingNames) {
    const auto timing = find_timing(name);
    ASSERT_TRUE(timing) << name;
    const auto scale = name == "none" ? 0 : 1;
    EXPECT_EQ(timing->boot, scale * milliseconds{10}) << name;
    EXPECT_EQ(timing->wake, scale * milliseconds{10}) << name;
    EXPECT_EQ(timing->refusal, scale * milliseconds{1}) << name;
  }
  EXPECT_FALSE(find_timing("Typical"));
  EXPECT_FALSE(find_timing(""));
  EXPECT_EQ(find_timing(kTimingNames.front())->commands, typical_timing().commands);
}

TEST(ChipTime, IsTheModelByTheFactorOfTheChip) {
  auto timing = typical_timing();
  timing.variation.factor = 1100;
  ChipTime time{timing};
  EXPECT_EQ(time.boot(), milliseconds{11});
  EXPECT_EQ(time.wake(), milliseconds{11});
  EXPECT_EQ(time.execution({}), microseconds{1100});
  EXPECT_EQ(time.execution(wire::index_of<wire::VerifySignature>()), microseconds{68200});
}

TEST(ChipTime, StraysByTheJitterAndNoFurther) {
  auto timing = no_timing();
  timing.refusal = milliseconds{1};
  timing.variation = {.jitter = 20, .seed = 1};
  ChipTime time{timing};
  std::set<microseconds> seen;
  for (int i = 0; i < 10000; ++i) seen.insert(time.execution({}));
  EXPECT_GE(*seen.begin(), microseconds{980});
  EXPECT_LE(*seen.begin(), microseconds{981});
  EXPECT_GE(*seen.rbegin(), microseconds{1019});
  EXPECT_LE(*seen.rbegin(), microseconds{1020});
}

TEST(ChipTime, IsTheSameForTheSameSeed) {
  auto timing = typical_timing();
  timing.variation = {.jitter = 20, .seed = 7};
  const auto draw = [&] {
    ChipTime time{timing};
    std::array<microseconds, 8> drawn{};
    std::ranges::generate(drawn, [&] { return time.boot(); });
    return drawn;
  };
  const auto first = draw();
  EXPECT_EQ(draw(), first);
  timing.variation.seed = 8;
  EXPECT_NE(draw(), first);
}

TEST(ChipTime, DoesNotOverflowWithTheLongestTime) {
  auto timing = no_timing();
  timing.refusal = Timing::kLongest;
  timing.variation = {.factor = 1000, .jitter = 1000, .seed = 3};
  ChipTime time{timing};
  for (int i = 0; i < 1000; ++i) {
    const auto drawn = time.execution({});
    EXPECT_GE(drawn, microseconds{0});
    EXPECT_LE(drawn, 2 * Timing::kLongest);
  }
}

}  // namespace
}  // namespace stsafe::sim
