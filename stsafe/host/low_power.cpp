#include "stsafe/host/low_power.h"

namespace stsafe::host {

Result<void> hibernate(Device& device, wire::WakeUp wake_up) {
  if (wake_up != wire::WakeUp::kStartOrReset && wake_up != wire::WakeUp::kReset) {
    return UsageError::kOutOfRange;
  }
  const auto answer = device.call(wire::Hibernate{wake_up});
  return answer ? Result<void>{} : answer.error();
}

Result<void> standby(Device& device) {
  const auto answer = device.call(wire::Standby{});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace stsafe::host
