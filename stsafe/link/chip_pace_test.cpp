#include "stsafe/link/chip_pace.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "stsafe/link/transport.h"

namespace stsafe::link::chip_pace_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr auto kQuery = "14 08 71FE"_hex;
constexpr auto kProtectedQuery = "F4 08"_hex;
constexpr auto kEcho = "00 61626364 90C2"_hex;
constexpr auto kStartHash = "1F 00"_hex;
constexpr auto kFinishHash = "1F 02"_hex;

ShortTime us(std::uint32_t time) { return ShortTime{time}; }

TEST(EarliestTime, LiesTwelvePercentBelowTheTypicalOne) {
  EXPECT_EQ(earliest_for(milliseconds{0}), us(0));
  EXPECT_EQ(earliest_for(milliseconds{2}), us(1767));
  EXPECT_EQ(earliest_for(milliseconds{500}), us(441894));
  // Below the fastest chip, with the jitter of the bench.
  EXPECT_LE(earliest_for(milliseconds{1000}).count(), 1000000 * 0.9 * 0.985);
}

TEST(ChipPace, ReadsAtTheEarliestTimeOfAnUnknownChip) {
  EXPECT_EQ(ChipPace{}.first_read(kQuery, us(4000)), us(4000));
}

struct Seen {
  const char* what;
  std::uint32_t too_early, ready;
  std::uint32_t first_read;  ///< of a second answer, for an earliest time of 10,240 µs
};

TEST(ChipPace, ReadsAStepBeforeTheMiddleOfWhatItSaw) {
  for (const auto& [what, too_early, ready, first_read] : {
           Seen{"as expected", 10000, 10480, 9920},
           Seen{"slower", 12800, 13000, 12496},
           Seen{"the slowest that is believed", 13120, 13120, 12710},
           Seen{"slower than any chip", 13132, 13132, 10240},
           Seen{"much slower", 102000, 102800, 10240},
           Seen{"slower than can be said", 4000000, 4000000, 10240},
           Seen{"ready at once: looks earlier", 0, 10240, 9300},
           Seen{"ready at once, twice as fast", 0, 5120, 4650},
           Seen{"ready at once, but read late", 0, 102400, 9920},
           Seen{"needs no time", 0, 0, 9},
       }) {
    ChipPace pace;
    pace.learn(kQuery, us(10240), {us(too_early), us(ready)});
    EXPECT_EQ(pace.first_read(kQuery, us(10240)), us(first_read)) << what;
  }
}

TEST(ChipPace, EvensJitterOut) {
  ChipPace pace;
  pace.learn(kQuery, us(1024), {us(1000), us(1000)});
  EXPECT_EQ(pace.factor(kQuery), 1000);
  pace.learn(kQuery, us(1024), {us(1040), us(1040)});
  EXPECT_EQ(pace.factor(kQuery), 1010);
}

TEST(ChipPace, FollowsAtOnceDownwards) {
  ChipPace pace;
  pace.learn(kQuery, us(1024), {us(1000), us(1000)});
  pace.learn(kQuery, us(1024), {us(500), us(500)});
  EXPECT_EQ(pace.factor(kQuery), 500);
}

TEST(ChipPace, FollowsFarUpwardsAtTheSecondTimeInARow) {
  ChipPace pace;
  pace.learn(kQuery, us(1024), {us(500), us(500)});
  for (int times = 0; times < 2; ++times) {
    pace.learn(kQuery, us(1024), {us(1000), us(1000)});
    EXPECT_EQ(pace.factor(kQuery), 500);
    pace.learn(kQuery, us(1024), {us(500), us(500)});
    EXPECT_EQ(pace.factor(kQuery), 500);
  }
  pace.learn(kQuery, us(1024), {us(1000), us(1000)});
  pace.learn(kQuery, us(1024), {us(1000), us(1000)});
  EXPECT_EQ(pace.factor(kQuery), 1000);
}

TEST(ChipPace, GoesBackToTheEarliestTimeIfTheChipWasReadyAtOnce) {
  ChipPace pace;
  pace.learn(kQuery, us(1024), {us(1300), us(1300)});
  pace.learn(kQuery, us(1024), {us(0), us(1260)});
  EXPECT_EQ(pace.factor(kQuery), 1024);
}

TEST(ChipPace, LooksNoLaterAfterAReadThatCameLate) {
  ChipPace pace;
  pace.learn(kQuery, us(1024), {us(500), us(500)});
  pace.learn(kQuery, us(1024), {us(0), us(9000)});
  EXPECT_EQ(pace.factor(kQuery), 500);
}

TEST(ChipPace, KnowsACommandByItsCode) {
  ChipPace pace;
  pace.learn(kStartHash, us(1024), {us(900), us(900)});
  EXPECT_EQ(pace.factor(kStartHash), 900);
  EXPECT_EQ(pace.factor(kEcho), 0);
  EXPECT_EQ(pace.factor(kFinishHash), 0);
  pace.learn(kQuery, us(1024), {us(950), us(950)});
  EXPECT_EQ(pace.factor(kProtectedQuery), 950);
}

TEST(ChipPace, InfersAnUnknownCommandFromTheChip) {
  ChipPace pace;
  pace.learn(kQuery, us(1024), {us(1100), us(1100)});
  EXPECT_EQ(pace.chip_factor(), 1100);
  EXPECT_EQ(pace.first_read(kEcho, us(10240)), us(10312));
}

TEST(ChipPace, DoesNotBlameTheChipForACommandThatIsFarOff) {
  ChipPace pace;
  pace.learn(kQuery, us(1024), {us(20000), us(20000)});
  pace.learn(kEcho, us(1024), {us(100), us(100)});
  EXPECT_EQ(pace.chip_factor(), 0);
}

TEST(ChipPace, FindsAChipThatIsMuchFasterStepByStep) {
  ChipPace pace;
  auto first = pace.first_read(kQuery, us(100000));
  for (int answers = 0; answers < 50; ++answers) {
    pace.learn(kQuery, us(100000), {us(0), first});
    first = pace.first_read(kQuery, us(100000));
  }
  EXPECT_LE(first, us(1000));
}

TEST(ChipPace, SurvivesFramesWithoutACode) {
  ChipPace pace;
  pace.learn({}, us(0), {us(1), us(2)});
  pace.learn("1F"_hex, us(1), {us(1), us(2)});
  EXPECT_EQ(pace.first_read({}, us(0)), us(0));
}

}  // namespace
}  // namespace stsafe::link::chip_pace_test
