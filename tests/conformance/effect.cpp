#include "tests/conformance/effect.h"

#include "stsafe/wire/registry.h"

namespace stsafe::conformance {
namespace {

/// Header and payload as they are without protection bits.
struct Parts {
  wire::Opcode opcode{};
  ByteView payload{};
};

Parts take_apart(ByteView command) {
  const auto code = std::to_integer<unsigned>(command[0] & wire::kCodeBits);
  const bool is_extended = (command[0] & wire::kCodeBits) == wire::kExtendedPrefix;
  if (!is_extended || command.size() == 1)
    return {wire::Opcode{static_cast<std::uint16_t>(code)}, command.subspan(1)};
  const auto extended = (code << 8) | std::to_integer<unsigned>(command[1]);
  return {wire::Opcode{static_cast<std::uint16_t>(extended)}, command.subspan(2)};
}

}  // namespace

wire::Effect effect_of(ByteView command) {
  auto strongest = wire::Effect::kNone;
  if (command.empty()) return strongest;
  const auto parts = take_apart(command);
  wire::for_each_command([&]<wire::Command C>() {
    if (C::kOpcode != parts.opcode) return;
    if constexpr (wire::HasSubject<C>) {
      const auto subject = static_cast<std::byte>(C::kSubject.raw());
      if (parts.payload.empty() || parts.payload[0] != subject) return;
    }
    strongest = std::max(strongest, C::kEffect);
  });
  return strongest;
}

}  // namespace stsafe::conformance
