#include <gtest/gtest.h>

#include "tests/conformance/cases_local_envelope.h"

// Local envelopes over several commands (part 02, section 9).
namespace stsafe::conformance {
namespace {

constexpr std::string_view kWrap = "0E 00 5A*32";

Bytes wrapped(Bench& bench) {
  const auto answer = bench.send(kWrap);
  EXPECT_EQ(answer.status(), Status::kOk);
  return answer.payload;
}

TEST(LocalEnvelope, OpensWithTheKeyThatTheChipMade) {
  for (const auto* generate : {"11 07 00 00", "11 07 00 01"}) {
    Bench bench;
    ASSERT_EQ(bench.send(generate).status(), Status::kOk);
    const auto envelope = wrapped(bench);
    EXPECT_EQ(envelope.size(), 40U);
    EXPECT_TRUE(matches(bench.send(joined({bytes_of("0F 00"), envelope})).payload, "5A*32"));
  }
}

// T-32
TEST(LocalEnvelope, OutlivesResetAndPowerCycle) {
  Bench bench;
  ASSERT_EQ(bench.send("11 07 00 01").status(), Status::kOk);
  const auto envelope = wrapped(bench);
  ASSERT_EQ(bench.send("01").status(), Status::kOk);
  bench.power_cycle();
  EXPECT_TRUE(matches(bench.send(joined({bytes_of("0F 00"), envelope})).payload, "5A*32"));
}

TEST(LocalEnvelope, DoesNotOpenWithTheKeyOfAnotherSlot) {
  Bench bench;
  bench.random().set(bytes_of("01*16"));
  ASSERT_EQ(bench.send("11 07 00 00").status(), Status::kOk);
  bench.random().set(bytes_of("02*16"));
  ASSERT_EQ(bench.send("11 07 01 00").status(), Status::kOk);
  const auto envelope = wrapped(bench);
  EXPECT_EQ(bench.send(joined({bytes_of("0F 01"), envelope})).status(),
            Status::kInconsistentCommandData);
}

}  // namespace
}  // namespace stsafe::conformance
