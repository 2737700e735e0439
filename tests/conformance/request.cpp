#include "tests/conformance/request.h"

#include "stsafe/wire/frame.h"

namespace stsafe::conformance {

Request take_apart(ByteView command) {
  const auto code = std::to_integer<unsigned>(command[0] & wire::kCodeBits);
  const bool is_extended = (command[0] & wire::kCodeBits) == wire::kExtendedPrefix;
  if (!is_extended || command.size() == 1)
    return {wire::Opcode{static_cast<std::uint16_t>(code)}, command.subspan(1)};
  const auto extended = (code << 8) | std::to_integer<unsigned>(command[1]);
  return {wire::Opcode{static_cast<std::uint16_t>(extended)}, command.subspan(2)};
}

}  // namespace stsafe::conformance
