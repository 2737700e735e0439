#include <gtest/gtest.h>

#include "tests/conformance/cases_hash.h"

// How long a hash lives (part 02, section 7; traps T-32 and T-36).
namespace stsafe::conformance::hash_test {
namespace {

constexpr std::string_view kDigestOfAbc =
    "0020 BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";

void start(Bench& bench) {
  ASSERT_EQ(bench.send("1F00 0009608648016503040201 6162").status(), Status::kOk);
}

TEST(HashUnderWay, IsLostAtReset) {
  Bench bench;
  start(bench);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  EXPECT_EQ(bench.send("1F01 63").status(), Status::kSessionError);
  EXPECT_EQ(bench.send("1F02").status(), Status::kSessionError);
}

TEST(HashUnderWay, IsLostWithoutPower) {
  Bench bench;
  start(bench);
  bench.power_cycle();
  EXPECT_EQ(bench.send("1F02").status(), Status::kSessionError);
}

TEST(HashUnderWay, SurvivesOtherCommands) {
  Bench bench{worked_example};
  start(bench);
  EXPECT_EQ(bench.send("00 01").status(), Status::kOk);
  EXPECT_EQ(bench.send(kGenerateX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send(kStartX25519).status(), Status::kOk);
  EXPECT_EQ(bench.send("1B 02 00 00*13 0000 0001 00").status(), Status::kOk);
  EXPECT_EQ(bench.send("1F06").status(), Status::kOk);
  EXPECT_TRUE(matches(bench.send("1F02 63").payload, kDigestOfAbc));
}

TEST(HashUnderWay, SurvivesAStartThatIsRefused) {
  Bench bench;
  start(bench);
  EXPECT_EQ(bench.send("1F00 0009608648016503040204 00").status(),
            Status::kInconsistentCommandData);
  EXPECT_TRUE(matches(bench.send("1F02 63").payload, kDigestOfAbc));
}

}  // namespace
}  // namespace stsafe::conformance::hash_test
