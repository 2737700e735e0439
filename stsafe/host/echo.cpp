#include "stsafe/host/echo.h"

#include <algorithm>

#include "stsafe/wire/commands/device.h"

namespace stsafe::host {

Result<void> echo(Device& device, ByteView message) {
  if (message.empty()) return UsageError::kWrongSize;
  const auto answer = device.call(wire::Echo{wire::Tail{message}});
  if (!answer) return answer.error();
  if (!std::ranges::equal(answer->message.bytes(), message)) return LinkError::kUnexpectedResponse;
  return {};
}

}  // namespace stsafe::host
