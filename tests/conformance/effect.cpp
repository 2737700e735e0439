#include "tests/conformance/effect.h"

#include "stsafe/wire/registry.h"
#include "tests/conformance/request.h"

namespace stsafe::conformance {
namespace {

/// The registry's Read and Update leave access conditions alone.
bool sets_a_condition(const Request& request) {
  const bool has_option =
      request.opcode == wire::Read::kOpcode || request.opcode == wire::Update::kOpcode;
  return has_option && !request.payload.empty() &&
         wire::ZoneOption{std::to_integer<std::uint8_t>(request.payload[0])}.has_change();
}

}  // namespace

wire::Effect effect_of(ByteView command) {
  auto strongest = wire::Effect::kNone;
  if (command.empty()) return strongest;
  const auto parts = take_apart(command);
  if (sets_a_condition(parts)) return wire::Effect::kIrreversible;
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
