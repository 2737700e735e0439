#pragma once

#include <map>
#include <memory>
#include <string>

#include "apps/devices/simulated_board.h"
#include "apps/stsafe-sim/misbehaving_target.h"
#include "ports/store_sqlite/sqlite_store.h"
#include "stsafe/sim/bus_port.h"
#include "stsafe/sim/frame_port.h"
#include "stsafe/sim/misbehaving_store.h"

namespace stsafe::simulator {

struct DeviceSettings {
  /// Which of several: their random numbers differ.
  std::size_t number = 0;
  /// The device with the same seed and number is the same one; number 0 is that of `sim:seed=N`.
  /// Without a seed its random numbers are the operating system's.
  std::optional<std::uint64_t> seed{};
  sim::Profile profile{};
  sim::Choices choices{};
  sim::Timing timing = sim::typical_timing();
  /// The chip's time goes with the real one. Otherwise none passes, and nobody sees it busy.
  bool is_real_time = false;
  DeviceTime::RealClock real_clock = &monotonic_time;
  /// Where its state survives; empty: as long as the object lives.
  std::string state_file{};
};

/// One simulated chip with its store, its time and its faults. Commands reach it as whole frames,
/// or as transactions on its bus.
class SimulatedDevice {
 public:
  static constexpr std::size_t kMaxSnapshots = 8;

  /// It is on at once, or, if its store fails, off. A fresh one is certified by `issuer`, which
  /// must outlive this object.
  SimulatedDevice(const DeviceSettings& settings, crypto::CertificateIssuer& issuer);

  /// Executes a frame at once. Its answer is to be given only after the outcome's lateness.
  sim::FramePort::Outcome exchange(ByteView frame);
  /// Carries a transaction out. Nothing is acknowledged while the answer to a frame is late.
  link::I2cOutcome transfer(link::I2cTransaction transaction);

  Result<void, sim::StoreError> power_on();
  void power_off();
  bool is_on() const { return chip_.is_on(); }
  /// What the store failed with at the last of these calls, for a person.
  const std::string& failure() const { return failure_; }

  /// Reads what is stored, which the chip need not be on for.
  Result<void, sim::StoreError> read_state(sim::Nvm& state) { return noted(store().load(state)); }
  /// Keeps the stored state under a name. False if there are too many names; an error if the store
  /// fails.
  Result<bool, sim::StoreError> take_snapshot(const std::string& name);
  /// Puts a snapshot back: the chip is switched off, and on again if it was on. False if there is
  /// none of this name; an error if the store fails.
  Result<bool, sim::StoreError> restore(const std::string& name);

  sim::Misbehaviour& misbehaviour() { return misbehaviour_; }
  DeviceTime& time() { return time_; }

 private:
  sim::Store& store();
  /// Keeps a failure's text.
  Result<void, sim::StoreError> noted(Result<void, sim::StoreError> outcome);

  devices::RandomSource random_;
  crypto_openssl::OpensslCrypto crypto_;
  sim::Misbehaviour misbehaviour_;
  sim::MemoryStore memory_;
  std::optional<store_sqlite::SqliteStore> file_;
  sim::MisbehavingStore store_;
  DeviceTime time_;
  sim::Device chip_;
  sim::Target target_;
  MisbehavingTarget misbehaving_target_;
  sim::FramePort frame_port_;
  sim::BusPort bus_port_;
  std::string failure_;
  std::map<std::string, std::unique_ptr<sim::Nvm>> snapshots_;
};

}  // namespace stsafe::simulator
