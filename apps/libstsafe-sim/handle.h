#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "apps/libstsafe-sim/bus.h"
#include "apps/libstsafe-sim/chip.h"
#include "apps/libstsafe-sim/include/stsafe/sim.h"

struct stsafe_sim {
  stsafe::c_simulator::Settings settings;
  mutable stsafe::link::VirtualClock clock;  ///< asking a Clock is not const
  stsafe::c_simulator::Bus bus{clock};
  stsafe::sim::Misbehaviour misbehaviour;
  /// Made when it is first needed: the settings are complete then.
  std::unique_ptr<stsafe::c_simulator::Chip> chip;
  std::string error;
};

namespace stsafe::c_simulator {

/// Why a call is refused.
class Refusal : public std::runtime_error {
 public:
  Refusal(stsafe_sim_result result, const std::string& why)
      : std::runtime_error(why), result_(result) {}
  stsafe_sim_result result() const { return result_; }

 private:
  stsafe_sim_result result_;
};

/// Refuses the call unless the argument is valid.
void expect(bool is_valid, const char* what);

/// Keeps the text of an error and returns its result.
stsafe_sim_result failed(stsafe_sim& handle, stsafe_sim_result result, const char* why) noexcept;

/// What the exception that is being handled means to a caller in C.
stsafe_sim_result failed_by_exception(stsafe_sim& handle) noexcept;

/// Does `work`, which takes the handle and returns a result; no exception leaves this.
template <class Work>
stsafe_sim_result attempt(stsafe_sim* handle, Work work) noexcept {
  if (handle == nullptr) return STSAFE_SIM_INVALID_ARGUMENT;
  handle->error.clear();
  try {
    return work(*handle);
  } catch (...) {
    return failed_by_exception(*handle);
  }
}

/// The chip, which is made if it was not yet. Throws as Chip does.
Chip& made(stsafe_sim& handle);

}  // namespace stsafe::c_simulator
