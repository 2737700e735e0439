#pragma once

#include "stsafe/sim/misbehaviour.h"
#include "stsafe/sim/store.h"

namespace stsafe::sim {

/// Another store, whose commits fail, or seem to, if they shall.
class MisbehavingStore final : public Store {
 public:
  MisbehavingStore(Store& inner, Misbehaviour& misbehaviour)
      : inner_(inner), misbehaviour_(misbehaviour) {}

  Result<void, StoreError> load(Nvm& state) override { return inner_.load(state); }
  Result<void, StoreError> create(const Nvm& state) override { return inner_.create(state); }
  Result<void, StoreError> commit(const Nvm& next, std::span<const RecordId> changed) override {
    if (happens(misbehaviour_.fail_commits)) return StoreError::kUnavailable;
    const auto committed = inner_.commit(next, changed);
    if (committed && happens(misbehaviour_.cut_after_commits)) return StoreError::kUnavailable;
    return committed;
  }

 private:
  Store& inner_;
  Misbehaviour& misbehaviour_;
};

}  // namespace stsafe::sim
