#include "apps/libstsafe-sim/handle.h"

#include <new>

namespace stsafe::c_simulator {
namespace {

stsafe_sim_result result_of(sim::StoreError error) {
  switch (error) {
    case sim::StoreError::kEmpty:
    case sim::StoreError::kDamaged: return STSAFE_SIM_DAMAGED;
    case sim::StoreError::kUnavailable: return STSAFE_SIM_UNAVAILABLE;
    case sim::StoreError::kInUse: return STSAFE_SIM_IN_USE;
    case sim::StoreError::kTooNew: return STSAFE_SIM_TOO_NEW;
  }
  return STSAFE_SIM_INTERNAL_ERROR;
}

}  // namespace

void expect(bool is_valid, const char* what) {
  if (!is_valid) throw Refusal{STSAFE_SIM_INVALID_ARGUMENT, what};
}

stsafe_sim_result failed(stsafe_sim& handle, stsafe_sim_result result, const char* why) noexcept {
  try {
    handle.error = why;
  } catch (const std::bad_alloc&) {
    handle.error.clear();  // the result has to do
  }
  return result;
}

stsafe_sim_result failed_by_exception(stsafe_sim& handle) noexcept {
  try {
    throw;
  } catch (const Refusal& refusal) {
    return failed(handle, refusal.result(), refusal.what());
  } catch (const StoreFailure& failure) {
    return failed(handle, result_of(failure.error()), failure.what());
  } catch (const devices::Failure& failure) {
    const bool is_usage = failure.kind() == devices::Failure::Kind::kUsage;
    return failed(handle, is_usage ? STSAFE_SIM_INVALID_ARGUMENT : STSAFE_SIM_INTERNAL_ERROR,
                  failure.what());
  } catch (const std::bad_alloc&) {
    return failed(handle, STSAFE_SIM_OUT_OF_MEMORY, "there is no memory left");
  } catch (const std::exception& other) {
    return failed(handle, STSAFE_SIM_INTERNAL_ERROR, other.what());
  } catch (...) {
    return failed(handle, STSAFE_SIM_INTERNAL_ERROR, "unknown error");
  }
}

Chip& made(stsafe_sim& handle) {
  if (!handle.chip) {
    handle.chip = std::make_unique<Chip>(handle.settings, handle.clock, handle.misbehaviour);
    handle.bus.connect(handle.chip->on_bus());
  }
  return *handle.chip;
}

}  // namespace stsafe::c_simulator
