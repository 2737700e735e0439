#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/devices/authority.h"
#include "apps/devices/failure.h"
#include "apps/devices/simulated_board.h"
#include "apps/devices/timings.h"
#include "stsafe/sim/misbehaving_store.h"

namespace stsafe::c_simulator {

/// What a chip is made with.
struct Settings {
  std::optional<std::uint64_t> seed{};
  sim::Profile profile = sim::spl05();
  std::vector<std::string> choices{};  ///< as devices::parse_choices() takes them
  profile_json::NamedTiming timing = devices::default_timing();
  std::optional<std::string> state_file{};
};

/// Why a chip's state cannot be read or written: for a person, and as the store says it.
class StoreFailure : public devices::Failure {
 public:
  StoreFailure(sim::StoreError error, const devices::Failure& failure)
      : devices::Failure(failure), error_(error) {}
  sim::StoreError error() const { return error_; }

 private:
  sim::StoreError error_;
};

/// A simulated chip, certified by the test authority; first without power.
class Chip {
 public:
  /// Clock and faults must outlive it; of the faults it has those of its store. Throws Failure
  /// (usage) if a choice is none.
  Chip(const Settings& settings, link::Clock& clock, sim::Misbehaviour& misbehaviour);
  Chip(const Chip&) = delete;
  Chip& operator=(const Chip&) = delete;

  /// Throws StoreFailure; the chip is off then.
  void power_on();
  void power_off() { target_.power_off(); }
  bool is_on() const { return chip_.is_on(); }
  std::uint8_t address() const { return chip_.i2c_address(); }

  link::I2cTarget& on_bus() { return target_; }
  /// Throws StoreFailure if the chip, which was on before some events on its bus, has lost its
  /// power because its state file failed.
  void check_file() const;

  /// Throws StoreFailure.
  void read_state(sim::Nvm& state) { check(store_.load(state)); }
  /// Replaces what is stored, and resets the chip if it is on. Throws StoreFailure; the chip is off
  /// then.
  void replace_state(const sim::Nvm& state);

 private:
  sim::Store& choose_store();
  void check(Result<void, sim::StoreError> outcome) const;

  devices::Authority authority_;
  devices::RandomSource random_;
  crypto_openssl::OpensslCrypto crypto_;
  sim::MemoryStore memory_;
  std::optional<store_sqlite::SqliteStore> file_;
  sim::MisbehavingStore store_;
  sim::Device chip_;
  sim::Target target_;
};

}  // namespace stsafe::c_simulator
