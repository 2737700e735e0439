#include "stsafe/host/life_cycle.h"

#include "stsafe/host/password.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::host {
namespace {

Result<void> put(Device& device, ByteView password, wire::LifeCycle state) {
  const auto check = verify_password(device, password);
  if (!check) return check.error();
  // What the chip would answer to the Put.
  if (!check->correct) return Status::kAccessConditionNotSatisfied;
  const auto answer = device.call(wire::PutLifeCycle{state});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace

Result<wire::LifeCycle> read_life_cycle(Device& device) {
  const auto answer = device.call(wire::QueryLifeCycle{});
  if (!answer) return answer.error();
  return answer->state;
}

Result<void> lock_device(Device& device, ByteView password) {
  return put(device, password, wire::LifeCycle::kOperationalLocked);
}

Result<void> unlock_device(Device& device, ByteView password) {
  return put(device, password, wire::LifeCycle::kOperational);
}

}  // namespace stsafe::host
