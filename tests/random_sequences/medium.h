#pragma once

#include "ports/store_sqlite/sqlite_store.h"
#include "tests/power_cut/failing_store.h"
#include "tests/power_cut/fake_disk.h"

// Where a chip keeps its state, with power cuts.
namespace stsafe::random_sequences {

/// In memory: the power is cut before a command's changes are stored, or after.
class Memory {
 public:
  sim::Store& store() { return store_; }
  void cut_after(int num_changes) { store_.fail_after(0, num_changes % 2 == 1); }
  void keep_power() { store_.work(); }
  bool has_power() const { return !store_.has_failed(); }
  void restart(std::uint32_t /*seed*/) { store_.work(); }

 private:
  power_cut::FailingStore store_;
};

/// In a file: the power is cut at any change to the medium.
class SqliteFile {
 public:
  sim::Store& store() { return store_; }
  void cut_after(int num_changes) { disk_.cut_after(num_changes); }
  void keep_power() { disk_.keep_power(); }
  bool has_power() const { return disk_.has_power(); }
  void restart(std::uint32_t seed) {
    // Mixtures hardly ever leave everything.
    using power_cut::Fate;
    disk_.restart({seed % 2 == 0 ? Fate::Kind::kKept : Fate::Kind::kMixed, seed});
  }

 private:
  power_cut::FakeDisk disk_;
  store_sqlite::SqliteStore store_{"device.db", disk_.vfs()};
};

}  // namespace stsafe::random_sequences
