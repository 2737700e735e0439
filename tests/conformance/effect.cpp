#include "tests/conformance/effect.h"

#include "stsafe/wire/registry.h"
#include "tests/conformance/request.h"

namespace stsafe::conformance {

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
