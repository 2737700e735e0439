// Snapshots of stsafe/sim.h.
#include "apps/libstsafe-sim/handle.h"
#include "stsafe/base/wipe.h"
#include "stsafe/sim/state/snapshot.h"

/// The bytes of stsafe/sim/state/snapshot.h, of a whole chip.
struct stsafe_sim_snapshot {
  explicit stsafe_sim_snapshot(stsafe::ByteView from) : bytes(from.begin(), from.end()) {}
  stsafe_sim_snapshot(const stsafe_sim_snapshot&) = delete;
  stsafe_sim_snapshot& operator=(const stsafe_sim_snapshot&) = delete;
  ~stsafe_sim_snapshot() { stsafe::wipe(bytes); }

  std::vector<std::byte> bytes;
};

namespace stsafe::c_simulator {
namespace {

/// Reads a snapshot that may be anything.
std::unique_ptr<sim::Nvm> parse_snapshot(ByteView bytes) {
  auto state = std::make_unique<sim::Nvm>();
  const auto decoded = sim::decode_snapshot(bytes, *state);
  if (decoded.failed_with(sim::RecordError::kTooNew)) {
    throw Refusal{STSAFE_SIM_TOO_NEW, "snapshot: a later version of the simulator wrote it"};
  }
  if (!decoded || !state->zones.fit()) {
    throw Refusal{STSAFE_SIM_DAMAGED, "snapshot: these bytes are not all of one"};
  }
  return state;
}

std::unique_ptr<stsafe_sim_snapshot> snapshot_of(const sim::Nvm& state) {
  std::vector<std::byte> room(sim::kMaxSnapshotSize);
  const WipeOnExit wiped{room};
  const auto encoded = sim::encode_snapshot(state, room);
  if (!encoded) throw Refusal{STSAFE_SIM_INTERNAL_ERROR, "the state cannot be written as bytes"};
  return std::make_unique<stsafe_sim_snapshot>(*encoded);
}

}  // namespace

extern "C" {

stsafe_sim_result stsafe_sim_take_snapshot(stsafe_sim* chip, stsafe_sim_snapshot** snapshot) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect(snapshot != nullptr, "snapshot: NULL");
    if (!handle.chip) {
      throw Refusal{STSAFE_SIM_WRONG_STATE, "the chip has stored nothing yet: switch it on"};
    }
    const auto state = std::make_unique<sim::Nvm>();
    handle.chip->read_state(*state);
    *snapshot = snapshot_of(*state).release();
    return STSAFE_SIM_OK;
  });
}

stsafe_sim_result stsafe_sim_restore(stsafe_sim* chip, const stsafe_sim_snapshot* snapshot) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect(snapshot != nullptr, "snapshot: NULL");
    made(handle).replace_state(*parse_snapshot(snapshot->bytes));
    return STSAFE_SIM_OK;
  });
}

const uint8_t* stsafe_sim_snapshot_bytes(const stsafe_sim_snapshot* snapshot, size_t* size) {
  if (size != nullptr) *size = snapshot != nullptr ? snapshot->bytes.size() : 0;
  if (size == nullptr || snapshot == nullptr) return nullptr;
  return reinterpret_cast<const uint8_t*>(snapshot->bytes.data());
}

stsafe_sim_result stsafe_sim_read_snapshot(stsafe_sim* chip, const uint8_t* bytes, size_t size,
                                           stsafe_sim_snapshot** snapshot) {
  return attempt(chip, [&](stsafe_sim&) {
    expect(bytes != nullptr, "bytes: NULL");
    expect(snapshot != nullptr, "snapshot: NULL");
    // As this version writes it.
    *snapshot = snapshot_of(*parse_snapshot(std::as_bytes(std::span{bytes, size}))).release();
    return STSAFE_SIM_OK;
  });
}

void stsafe_sim_free_snapshot(stsafe_sim_snapshot* snapshot) { delete snapshot; }

}  // extern "C"
}  // namespace stsafe::c_simulator
