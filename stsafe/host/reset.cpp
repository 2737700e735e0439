#include "stsafe/host/reset.h"

#include "stsafe/wire/commands/device.h"

namespace stsafe::host {

Result<void> reset_device(Device& device) {
  const auto answer = device.call(wire::Reset{});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace stsafe::host
