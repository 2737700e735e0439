#include "stsafe/host/password.h"

#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::host {

Result<PasswordCheck> verify_password(Device& device, ByteView password) {
  if (password.size() != wire::kPasswordSize) return UsageError::kWrongSize;
  const auto answer = device.call(wire::VerifyPassword{wire::Tail{password}});
  if (!answer) return answer.error();
  return PasswordCheck{answer->verification != wire::VerifyPassword::Response::kWrong,
                       answer->remaining_tries.raw()};
}

Result<void> delete_password(Device& device) {
  const auto answer = device.call(wire::DeletePassword{});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace stsafe::host
