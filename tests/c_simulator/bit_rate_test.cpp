#include "tests/c_simulator/c_chip.h"

// How long events take on a bus with a bit rate, by hand: nine clocks for an address or a byte, one
// each for START and STOP.
namespace stsafe::c_simulator::bit_rate_test {
namespace {

class TimedCChip : public CChip {
 public:
  explicit TimedCChip(std::uint32_t bit_rate) {
    EXPECT_EQ(stsafe_sim_set_bit_rate(*this, bit_rate), STSAFE_SIM_OK) << error();
  }

  /// The microseconds that `work` takes.
  template <class Work>
  std::uint64_t time_of(Work work) const {
    const auto begin = stsafe_sim_now(*this);
    work();
    return stsafe_sim_now(*this) - begin;
  }
};

TEST(CBitRate, IsNoneAtFirst) {
  const StartedCChip chip;
  const auto begin = stsafe_sim_now(chip);
  ASSERT_EQ(chip.write(kEcho), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_now(chip), begin);
}

TEST(CBitRate, LetsTransactionsTakeTheirTime) {
  const TimedCChip chip{100'000};
  chip.start();
  // START, address, 6 bytes, STOP: 65 clocks of 10 µs.
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_OK); }), 650U);
  // START, address, STOP.
  EXPECT_EQ(chip.time_of([&] { EXPECT_TRUE(chip.read(8).empty()); }), 110U) << "busy";
  chip.wait();
  // START, address, 8 bytes, STOP: 83 clocks.
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.read(8), to_bytes(kEchoAnswer)); }), 830U);
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write({}), STSAFE_SIM_OK); }), 110U);
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write(kEcho, 0x21), STSAFE_SIM_NACK); }), 110U);
}

TEST(CBitRate, LetsEventsTakeTheirTime) {
  const TimedCChip chip{100'000};
  chip.start();
  std::uint8_t byte = 0;
  EXPECT_EQ(chip.time_of([&] { stsafe_sim_start(chip, kAddress, 0); }), 100U);
  EXPECT_EQ(chip.time_of([&] { stsafe_sim_write_byte(chip, 0); }), 90U);
  EXPECT_EQ(chip.time_of([&] { stsafe_sim_read_byte(chip, &byte); }), 90U);
  EXPECT_EQ(chip.time_of([&] { stsafe_sim_stop(chip); }), 10U);
  // After a NACK comes the STOP, once.
  EXPECT_EQ(chip.time_of([&] {
    EXPECT_EQ(stsafe_sim_start(chip, 0x21, 0), STSAFE_SIM_NACK);
    EXPECT_EQ(stsafe_sim_stop(chip), STSAFE_SIM_OK);
  }),
            110U);
}

// At 400 kHz a transaction of 65 clocks takes 162.5 µs.
TEST(CBitRate, CountsFractionsOfAMicrosecond) {
  const TimedCChip chip{400'000};
  EXPECT_EQ(stsafe_sim_set_timing(chip, "none"), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_power_on(chip), STSAFE_SIM_OK);
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_OK); }), 162U);
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_OK); }), 163U);
}

// The chip boots in 10 ms (part 01, section 1.9): 90 addresses of 110 µs are over before that, and
// the 91st is acknowledged at 10,000 µs.
TEST(CBitRate, LetsPollingAloneReachTheChip) {
  const TimedCChip chip{100'000};
  ASSERT_EQ(stsafe_sim_power_on(chip), STSAFE_SIM_OK);
  int num_nacks = 0;
  while (num_nacks < 1000 && chip.write({}) == STSAFE_SIM_NACK) ++num_nacks;
  EXPECT_EQ(num_nacks, 90);
  EXPECT_EQ(stsafe_sim_now(chip), 90U * 110U + 110U);
}

TEST(CBitRate, HoldsAlsoForABusWithoutPower) {
  const TimedCChip chip{100'000};
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK); }), 110U);
  chip.start();
  ASSERT_EQ(stsafe_sim_power_off(chip), STSAFE_SIM_OK);
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK); }), 110U);
}

TEST(CBitRate, CanBeChangedAtAnyTime) {
  const TimedCChip chip{100'000};
  chip.start();
  ASSERT_EQ(stsafe_sim_set_bit_rate(chip, 1'000'000), STSAFE_SIM_OK);
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write({}), STSAFE_SIM_OK); }), 11U);
  ASSERT_EQ(stsafe_sim_set_bit_rate(chip, 0), STSAFE_SIM_OK);
  EXPECT_EQ(chip.time_of([&] { EXPECT_EQ(chip.write({}), STSAFE_SIM_OK); }), 0U);
}

TEST(CBitRate, IsRefusedOutOfItsRange) {
  const CChip chip;
  for (const std::uint32_t wrong : {1U, 400U, 9'999U, 1'000'001U, 0xFFFFFFFFU}) {
    EXPECT_EQ(stsafe_sim_set_bit_rate(chip, wrong), STSAFE_SIM_INVALID_ARGUMENT);
    EXPECT_NE(chip.error().find("bit_rate: "), std::string::npos);
  }
  EXPECT_EQ(stsafe_sim_set_bit_rate(chip, 10'000), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_set_bit_rate(nullptr, 0), STSAFE_SIM_INVALID_ARGUMENT);
}

TEST(CBitRate, MayMoveTheClockPastTheLastAdvance) {
  constexpr std::uint64_t kThousandYears = 1'000'000ULL * 60 * 60 * 24 * 365 * 1000;
  const TimedCChip chip{10'000};
  chip.wait(kThousandYears);
  EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK);
  EXPECT_GT(stsafe_sim_now(chip), kThousandYears);
  EXPECT_EQ(stsafe_sim_advance(chip, 1), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(stsafe_sim_advance(chip, 0), STSAFE_SIM_OK);
}

}  // namespace
}  // namespace stsafe::c_simulator::bit_rate_test
