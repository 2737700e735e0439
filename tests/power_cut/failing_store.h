#pragma once

#include <functional>
#include <vector>

#include "stsafe/sim/store.h"

namespace stsafe::power_cut {

/// Fails at one operation, before or after it took effect, and tells what was stored.
class FailingStore final : public sim::Store {
 public:
  using Done = Result<void, sim::StoreError>;

  /// Lets `num_good` operations pass and fails the next one.
  void fail_after(int num_good, bool takes_effect) {
    countdown_ = num_good;
    takes_effect_ = takes_effect;
  }
  /// Works again, as if nothing had failed.
  void work() {
    countdown_ = -1;
    has_failed_ = false;
  }
  int num_operations() const { return num_operations_; }
  bool has_failed() const { return has_failed_; }
  /// The records of the last commit.
  const std::vector<sim::RecordId>& committed() const { return committed_; }

  Done load(sim::Nvm& state) override {
    return attempt([&] { return inner_.load(state); });
  }
  Done create(const sim::Nvm& state) override {
    return attempt([&] { return inner_.create(state); });
  }
  Done commit(const sim::Nvm& next, std::span<const sim::RecordId> changed) override {
    committed_.assign(changed.begin(), changed.end());
    return attempt([&] { return inner_.commit(next, changed); });
  }

 private:
  Done attempt(const std::function<Done()>& operation) {
    ++num_operations_;
    if (countdown_ != 0) {
      if (countdown_ > 0) --countdown_;
      return operation();
    }
    has_failed_ = true;
    if (takes_effect_) static_cast<void>(operation());
    return sim::StoreError::kUnavailable;
  }

  sim::MemoryStore inner_;
  std::vector<sim::RecordId> committed_;
  int countdown_ = -1;
  int num_operations_ = 0;
  bool takes_effect_ = false;
  bool has_failed_ = false;
};

}  // namespace stsafe::power_cut
