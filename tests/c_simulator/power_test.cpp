#include "tests/c_simulator/c_chip.h"

namespace stsafe::c_simulator {
namespace {

TEST(CPower, IsOffAtFirst) {
  const CChip chip;
  EXPECT_EQ(stsafe_sim_is_on(chip), 0);
  EXPECT_EQ(stsafe_sim_address(chip), 0);
  EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK);
  EXPECT_NE(chip.error().find("power"), std::string::npos);
  std::uint8_t byte = 0;
  EXPECT_EQ(stsafe_sim_read_byte(chip, &byte), STSAFE_SIM_OK);
  EXPECT_EQ(byte, 0xFF);
  EXPECT_EQ(stsafe_sim_stop(chip), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_power_off(chip), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_reset(chip), STSAFE_SIM_WRONG_STATE);
}

TEST(CPower, BootsTheChip) {
  const CChip chip;
  ASSERT_EQ(stsafe_sim_power_on(chip), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_is_on(chip), 1);
  chip.wait(9'999);
  EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK) << "boots in 10 ms (part 01, section 1.9)";
  chip.wait(1);
  EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_OK);
}

TEST(CPower, TakesTheAnswerAway) {
  const StartedCChip chip;
  ASSERT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer));
  ASSERT_EQ(stsafe_sim_power_on(chip), STSAFE_SIM_OK) << "a chip that is on stays as it is";
  EXPECT_EQ(chip.read(8), to_bytes(kEchoAnswer));
  ASSERT_EQ(stsafe_sim_reset(chip), STSAFE_SIM_OK);
  chip.wait();
  EXPECT_TRUE(chip.read(8).empty());
  ASSERT_EQ(stsafe_sim_power_off(chip), STSAFE_SIM_OK);
  EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK);
  chip.start();
  EXPECT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer));
}

TEST(CPower, KeepsWhatIsStored) {
  const StartedCChip chip;
  ASSERT_EQ(chip.exchange(kUpdate, 5), to_bytes(kDone));
  ASSERT_EQ(stsafe_sim_reset(chip), STSAFE_SIM_OK);
  chip.wait();
  EXPECT_EQ(chip.exchange(kReadZone, 7), to_bytes(kUpdatedZone));
}

/// An update of a zone under a power cut; what is in the zone afterwards.
Bytes zone_after_cut(int when) {
  const StartedCChip chip;
  EXPECT_EQ(stsafe_sim_cut_power(chip, when), STSAFE_SIM_OK);
  EXPECT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer)) << "stores nothing";
  EXPECT_TRUE(chip.exchange(kUpdate, 5).empty());
  EXPECT_EQ(stsafe_sim_is_on(chip), 0);
  chip.start();
  const auto zone = chip.exchange(kReadZone, 7);
  EXPECT_EQ(chip.exchange(kUpdate, 5), to_bytes(kDone)) << "the power is cut once";
  return zone;
}

TEST(CPower, CanBeCutBeforeACommandIsStored) {
  EXPECT_EQ(zone_after_cut(STSAFE_SIM_CUT_BEFORE_STORING), to_bytes("00000600000000"_hex));
}

TEST(CPower, CanBeCutAfterACommandIsStored) {
  EXPECT_EQ(zone_after_cut(STSAFE_SIM_CUT_AFTER_STORING), to_bytes(kUpdatedZone));
}

TEST(CPower, IsNotCutIfTheOrderIsTakenBack) {
  const CChip chip;
  ASSERT_EQ(stsafe_sim_cut_power(chip, STSAFE_SIM_CUT_BEFORE_STORING), STSAFE_SIM_OK);
  ASSERT_EQ(stsafe_sim_cut_power(chip, STSAFE_SIM_CUT_AFTER_STORING), STSAFE_SIM_OK);
  ASSERT_EQ(stsafe_sim_cut_power(chip, STSAFE_SIM_CUT_NEVER), STSAFE_SIM_OK);
  chip.start();
  EXPECT_EQ(chip.exchange(kUpdate, 5), to_bytes(kDone));
}

TEST(CPower, IsCutOnlyAtAMomentThatThereIs) {
  const StartedCChip chip;
  EXPECT_EQ(stsafe_sim_cut_power(chip, 3), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(stsafe_sim_cut_power(chip, -1), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(chip.exchange(kUpdate, 5), to_bytes(kDone));
}

TEST(CPower, RefusesNoChip) {
  for (const auto result :
       {stsafe_sim_power_on(nullptr), stsafe_sim_power_off(nullptr), stsafe_sim_reset(nullptr),
        stsafe_sim_cut_power(nullptr, STSAFE_SIM_CUT_NEVER)}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
  }
  EXPECT_EQ(stsafe_sim_is_on(nullptr), 0);
}

TEST(CTime, StandsStillUntilItIsMoved) {
  const StartedCChip chip;
  const auto before = stsafe_sim_now(chip);
  ASSERT_EQ(chip.write(kEcho), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_now(chip), before);
  chip.wait(123);
  ASSERT_EQ(stsafe_sim_power_off(chip), STSAFE_SIM_OK);
  chip.wait(1);
  EXPECT_EQ(stsafe_sim_now(chip), before + 124);
}

TEST(CTime, EndsAfterAThousandYears) {
  const CChip chip;
  constexpr std::uint64_t end = 1000ULL * 365 * 24 * 60 * 60 * 1'000'000;
  EXPECT_EQ(stsafe_sim_advance(chip, UINT64_MAX), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(stsafe_sim_advance(chip, end + 1), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(stsafe_sim_now(chip), 0U);
  EXPECT_EQ(stsafe_sim_advance(chip, end), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_advance(chip, 1), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(stsafe_sim_now(chip), end);
  EXPECT_EQ(stsafe_sim_advance(nullptr, 1), STSAFE_SIM_INVALID_ARGUMENT);
  EXPECT_EQ(stsafe_sim_now(nullptr), 0U);
}

}  // namespace
}  // namespace stsafe::c_simulator
