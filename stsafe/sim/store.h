#pragma once

#include "stsafe/base/result.h"
#include "stsafe/sim/state/nvm.h"

namespace stsafe::sim {

enum class StoreError : std::uint8_t { kEmpty = 1, kUnavailable };

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
    copy_all(stored_, state);
    return {};
  }
  Result<void, StoreError> create(const Nvm& state) override {
    copy_all(state, stored_);
    empty_ = false;
    return {};
  }
  Result<void, StoreError> commit(const Nvm& next, std::span<const RecordId> changed) override {
    for (const auto record : changed) copy_record(next, record, stored_);
    return {};
  }

 private:
  Nvm stored_;
  bool empty_ = true;
};

}  // namespace stsafe::sim
