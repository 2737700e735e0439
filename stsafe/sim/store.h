#pragma once

#include "stsafe/base/result.h"
#include "stsafe/sim/state/record_codec.h"

namespace stsafe::sim {

enum class StoreError : std::uint8_t {
  kEmpty = 1,    ///< nothing was ever stored
  kUnavailable,  ///< the medium failed: full, not writable, gone
  kInUse,        ///< another process has it
  kDamaged,      ///< what is stored is no state of a device
  kTooNew,       ///< stored by a later version of the simulator
};

/// What a store says of a record that cannot be encoded or decoded.
constexpr Result<void, StoreError> to_store_result(Result<void, RecordError> result) {
  if (result) return {};
  return result.failed_with(RecordError::kTooNew) ? StoreError::kTooNew : StoreError::kDamaged;
}

/// Where stored state survives. A change is made completely or not at all.
class Store {
 public:
  /// Reads the whole state. StoreError::kEmpty if nothing was ever stored.
  virtual Result<void, StoreError> load(Nvm& state) = 0;
  /// Stores everything: a device's first state.
  virtual Result<void, StoreError> create(const Nvm& state) = 0;
  /// Stores the changed records of `next`, all or none.
  virtual Result<void, StoreError> commit(const Nvm& next, std::span<const RecordId> changed) = 0;

 protected:
  ~Store() = default;
};

/// Keeps the state as long as it lives: longer than a simulated power cycle.
class MemoryStore final : public Store {
 public:
  Result<void, StoreError> load(Nvm& state) override {
    if (empty_) return StoreError::kEmpty;
    return to_store_result(copy_all(stored_, state));
  }
  Result<void, StoreError> create(const Nvm& state) override {
    empty_ = false;
    return to_store_result(copy_all(state, stored_));
  }
  Result<void, StoreError> commit(const Nvm& next, std::span<const RecordId> changed) override {
    return to_store_result(copy_records(next, changed, stored_));
  }

 private:
  Nvm stored_;
  bool empty_ = true;
};

}  // namespace stsafe::sim
