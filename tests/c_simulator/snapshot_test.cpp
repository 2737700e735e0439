#include "stsafe/sim/state/snapshot.h"
#include "apps/devices/simulated_board.h"
#include "stsafe/base/crc16.h"
#include "tests/c_simulator/c_chip.h"

namespace stsafe::c_simulator {
namespace {

struct FreeSnapshot {
  void operator()(stsafe_sim_snapshot* snapshot) const { stsafe_sim_free_snapshot(snapshot); }
};
using Snapshot = std::unique_ptr<stsafe_sim_snapshot, FreeSnapshot>;

Snapshot snapshot_of(const CChip& chip) {
  stsafe_sim_snapshot* taken = nullptr;
  EXPECT_EQ(stsafe_sim_take_snapshot(chip, &taken), STSAFE_SIM_OK) << chip.error();
  return Snapshot{taken};
}

std::vector<std::uint8_t> bytes_of(const Snapshot& snapshot) {
  std::size_t size = 0;
  const auto* bytes = stsafe_sim_snapshot_bytes(snapshot.get(), &size);
  return {bytes, bytes + size};
}

/// Reads bytes that are no snapshot.
stsafe_sim_result refusal_of(const CChip& chip, const std::vector<std::uint8_t>& bytes) {
  stsafe_sim_snapshot* made = nullptr;
  const auto result = stsafe_sim_read_snapshot(chip, bytes.data(), bytes.size(), &made);
  EXPECT_EQ(made, nullptr);
  stsafe_sim_free_snapshot(made);
  return result;
}

TEST(CSnapshot, GivesBackWhatWasStored) {
  const StartedCChip chip;
  const auto before = snapshot_of(chip);
  ASSERT_EQ(chip.exchange(kUpdate, 5), to_bytes(kDone));
  const auto after = snapshot_of(chip);
  ASSERT_EQ(stsafe_sim_restore(chip, before.get()), STSAFE_SIM_OK);
  EXPECT_EQ(chip.write(kEcho), STSAFE_SIM_NACK) << "it boots";
  chip.wait();
  EXPECT_EQ(chip.exchange(kReadZone, 9), to_bytes(kEmptyZone));
  ASSERT_EQ(stsafe_sim_restore(chip, after.get()), STSAFE_SIM_OK);
  chip.wait();
  EXPECT_EQ(chip.exchange(kReadZone, 7), to_bytes(kUpdatedZone));
}

TEST(CSnapshot, NeedsNoPower) {
  const StartedCChip chip;
  ASSERT_EQ(stsafe_sim_power_off(chip), STSAFE_SIM_OK);
  const auto snapshot = snapshot_of(chip);
  ASSERT_EQ(stsafe_sim_restore(chip, snapshot.get()), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_is_on(chip), 0);
}

TEST(CSnapshot, MakesAnotherChipTheSame) {
  Snapshot snapshot;
  Bytes serial_number;
  {
    const StartedCChip chip{1};
    serial_number = product_data(chip);
    snapshot = snapshot_of(chip);
  }
  const CChip twin;
  ASSERT_EQ(stsafe_sim_restore(twin, snapshot.get()), STSAFE_SIM_OK);
  EXPECT_EQ(stsafe_sim_is_on(twin), 0);
  EXPECT_EQ(stsafe_sim_set_seed(twin, 1), STSAFE_SIM_WRONG_STATE);
  twin.start();
  EXPECT_EQ(product_data(twin), serial_number);
}

TEST(CSnapshot, PassesThroughBytes) {
  const StartedCChip chip;
  ASSERT_EQ(chip.exchange(kUpdate, 5), to_bytes(kDone));
  const auto bytes = bytes_of(snapshot_of(chip));
  // As stsafe/sim/state/snapshot.h says.
  ASSERT_GT(bytes.size(), 16'000U);
  EXPECT_EQ(std::string(bytes.begin(), bytes.begin() + 4), "STSS");
  EXPECT_EQ(bytes_of(snapshot_of(chip)), bytes);

  const CChip twin;
  stsafe_sim_snapshot* read = nullptr;
  ASSERT_EQ(stsafe_sim_read_snapshot(twin, bytes.data(), bytes.size(), &read), STSAFE_SIM_OK);
  const Snapshot snapshot{read};
  EXPECT_EQ(bytes_of(snapshot), bytes);
  ASSERT_EQ(stsafe_sim_restore(twin, snapshot.get()), STSAFE_SIM_OK);
  twin.start();
  EXPECT_EQ(twin.exchange(kReadZone, 7), to_bytes(kUpdatedZone));
}

TEST(CSnapshot, IsThatOfTheToolsChipWithTheSameSeed) {
  devices::SimulatedBoard board{7};
  Bytes room(sim::kMaxSnapshotSize);
  const auto encoded = sim::encode_snapshot(board.chip().stored(), room);
  ASSERT_TRUE(encoded);
  const auto bytes = bytes_of(snapshot_of(StartedCChip{7}));
  EXPECT_TRUE(std::ranges::equal(std::as_bytes(std::span{bytes}), *encoded));
}

TEST(CSnapshot, IsRefusedIfItIsNone) {
  const StartedCChip chip;
  auto bytes = bytes_of(snapshot_of(chip));
  EXPECT_EQ(refusal_of(chip, {bytes.begin(), bytes.end() - 1}), STSAFE_SIM_DAMAGED);
  EXPECT_NE(chip.error(), "");
  bytes[100] ^= 1;
  EXPECT_EQ(refusal_of(chip, bytes), STSAFE_SIM_DAMAGED);
  EXPECT_EQ(refusal_of(chip, {0}), STSAFE_SIM_DAMAGED);
  std::vector<std::uint8_t> later{'S', 'T', 'S', 'S', 2};
  const auto crc = crc16(std::as_bytes(std::span{later}));
  later.push_back(static_cast<std::uint8_t>(crc >> 8));
  later.push_back(static_cast<std::uint8_t>(crc & 0xFF));
  EXPECT_EQ(refusal_of(chip, later), STSAFE_SIM_TOO_NEW);
  EXPECT_EQ(chip.exchange(kEcho, 8), to_bytes(kEchoAnswer)) << "the chip is as it was";
}

TEST(CSnapshot, IsRefusedIfItsZonesDoNotFitTheChip) {
  const auto state = std::make_unique<sim::Nvm>();
  for (auto& zone : state->zones.zones) zone = {.present = true, .size = 2000};
  Bytes room(sim::kMaxSnapshotSize);
  const auto encoded = sim::encode_snapshot(*state, room);
  ASSERT_TRUE(encoded);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(encoded->data());
  const CChip chip;
  EXPECT_EQ(refusal_of(chip, {bytes, bytes + encoded->size()}), STSAFE_SIM_DAMAGED);
}

TEST(CSnapshot, IsOfAChipThatWasStarted) {
  const CChip chip;
  stsafe_sim_snapshot* taken = nullptr;
  EXPECT_EQ(stsafe_sim_take_snapshot(chip, &taken), STSAFE_SIM_WRONG_STATE);
  EXPECT_EQ(taken, nullptr);
}

TEST(CSnapshot, RefusesNull) {
  const StartedCChip chip;
  const auto snapshot = snapshot_of(chip);
  stsafe_sim_snapshot* other = nullptr;
  const std::uint8_t byte = 0;
  for (const auto result :
       {stsafe_sim_take_snapshot(chip, nullptr), stsafe_sim_take_snapshot(nullptr, &other),
        stsafe_sim_restore(chip, nullptr), stsafe_sim_restore(nullptr, snapshot.get()),
        stsafe_sim_read_snapshot(chip, nullptr, 1, &other),
        stsafe_sim_read_snapshot(chip, &byte, 1, nullptr),
        stsafe_sim_read_snapshot(nullptr, &byte, 1, &other)}) {
    EXPECT_EQ(result, STSAFE_SIM_INVALID_ARGUMENT);
  }
  EXPECT_EQ(other, nullptr);
  std::size_t size = 1;
  EXPECT_EQ(stsafe_sim_snapshot_bytes(nullptr, &size), nullptr);
  EXPECT_EQ(size, 0U);
  EXPECT_EQ(stsafe_sim_snapshot_bytes(snapshot.get(), nullptr), nullptr);
  stsafe_sim_free_snapshot(nullptr);
}

}  // namespace
}  // namespace stsafe::c_simulator
