#include "tests/c_simulator/c_chip.h"

namespace stsafe::c_simulator {
namespace {

/// Writes by single events; false after a NACK.
bool write_by_events(const CChip& chip, ByteView data) {
  if (stsafe_sim_start(chip, kAddress, 0) != STSAFE_SIM_OK) return false;
  for (const auto byte : data) {
    if (stsafe_sim_write_byte(chip, std::to_integer<std::uint8_t>(byte)) != STSAFE_SIM_OK) {
      return false;
    }
  }
  return stsafe_sim_stop(chip) == STSAFE_SIM_OK;
}

Bytes read_bytes(const CChip& chip, std::size_t size) {
  Bytes data(size);
  for (auto& byte : data) {
    std::uint8_t value = 0;
    EXPECT_EQ(stsafe_sim_read_byte(chip, &value), STSAFE_SIM_OK);
    byte = std::byte{value};
  }
  return data;
}

TEST(CBus, CarriesACommandAndItsAnswer) {
  const StartedCChip chip;
  ASSERT_EQ(chip.write(kEcho), STSAFE_SIM_OK);
  EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK) << "busy";
  EXPECT_TRUE(chip.read(8).empty()) << "busy";
  chip.wait();
  EXPECT_EQ(chip.read(8), to_bytes(kEchoAnswer));
}

TEST(CBus, ServesAnAnswerFromItsFirstByteAndPadsIt) {
  const StartedCChip chip;
  ASSERT_EQ(chip.exchange(kEcho, 3), to_bytes("000005"_hex));
  EXPECT_EQ(chip.read(10), to_bytes("000005010203a729ffff"_hex));
}

TEST(CBus, GivesTheSameByEvents) {
  const StartedCChip chip;
  ASSERT_TRUE(write_by_events(chip, kEcho));
  EXPECT_EQ(stsafe_sim_start(chip, kAddress, 1), STSAFE_SIM_NACK) << "busy";
  chip.wait();
  ASSERT_EQ(stsafe_sim_start(chip, kAddress, 1), STSAFE_SIM_OK);
  EXPECT_EQ(read_bytes(chip, 9), to_bytes("000005010203a729ff"_hex));
  EXPECT_EQ(stsafe_sim_stop(chip), STSAFE_SIM_OK);
}

TEST(CBus, ForgetsAtAStartWhatHadNoStop) {
  const StartedCChip chip;
  ASSERT_EQ(stsafe_sim_start(chip, kAddress, 0), STSAFE_SIM_OK);
  ASSERT_EQ(stsafe_sim_write_byte(chip, 0x55), STSAFE_SIM_OK);
  ASSERT_TRUE(write_by_events(chip, kEcho));
  chip.wait();
  EXPECT_EQ(chip.read(8), to_bytes(kEchoAnswer));
}

TEST(CBus, IsIdleWithoutAStart) {
  const StartedCChip chip;
  EXPECT_EQ(stsafe_sim_write_byte(chip, 0), STSAFE_SIM_NACK);
  EXPECT_EQ(read_bytes(chip, 2), to_bytes("ffff"_hex));
  EXPECT_EQ(stsafe_sim_stop(chip), STSAFE_SIM_OK);
  EXPECT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer));
}

TEST(CBus, HasTheChipAtItsAddress) {
  const StartedCChip chip;
  EXPECT_EQ(stsafe_sim_address(chip), kAddress);
  EXPECT_EQ(chip.write(kEcho, 0x21), STSAFE_SIM_NACK);
  EXPECT_NE(chip.error(), "");
  EXPECT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer));
  EXPECT_EQ(chip.error(), "");
}

TEST(CBus, LeavesTheBufferAfterANack) {
  const StartedCChip chip;
  std::uint8_t byte = 0xA5;
  ASSERT_EQ(stsafe_sim_read(chip, kAddress, &byte, 1), STSAFE_SIM_NACK) << "nothing was asked";
  EXPECT_EQ(byte, 0xA5);
}

TEST(CBus, WakesAChipByAnAddressAlone) {
  const StartedCChip chip;
  // Hibernate until a START (part 01, section 1.9).
  ASSERT_EQ(chip.exchange("0d01aeb6"_hex, 5), to_bytes(kDone));
  EXPECT_EQ(chip.write({}), STSAFE_SIM_NACK);
  chip.wait(9'999);
  EXPECT_EQ(chip.write({}), STSAFE_SIM_NACK);
  chip.wait(1);
  EXPECT_EQ(chip.write({}), STSAFE_SIM_OK);
  EXPECT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer));
}

TEST(CBus, AnswersAFrameThatIsTooLongAsDamaged) {
  const StartedCChip chip;
  // Status 01 (part 01, section 1.4).
  EXPECT_EQ(chip.exchange(Bytes(5000), 5), to_bytes("010002e1f1"_hex));
}

TEST(CBus, RefusesWhatIsNoArgument) {
  const StartedCChip chip;
  std::uint8_t byte = 0;
  for (const auto result :
       {stsafe_sim_write(chip, 0x80, &byte, 1), stsafe_sim_write(chip, kAddress, nullptr, 1),
        stsafe_sim_read(chip, 0x80, &byte, 1), stsafe_sim_read(chip, kAddress, nullptr, 1),
        stsafe_sim_start(chip, 0x80, 0), stsafe_sim_start(chip, kAddress, 2),
        stsafe_sim_read_byte(chip, nullptr)}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
    EXPECT_NE(chip.error(), "");
  }
  for (const auto result :
       {stsafe_sim_write(nullptr, kAddress, &byte, 1), stsafe_sim_read(nullptr, kAddress, &byte, 1),
        stsafe_sim_start(nullptr, kAddress, 0), stsafe_sim_write_byte(nullptr, 0),
        stsafe_sim_read_byte(nullptr, &byte), stsafe_sim_stop(nullptr)}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
  }
  EXPECT_EQ(stsafe_sim_address(nullptr), 0);
}

}  // namespace
}  // namespace stsafe::c_simulator
