#include "stsafe/host/generic_public_keys.h"

#include "stsafe/wire/commands/public_key.h"

namespace stsafe::host {

Result<std::size_t> GenericPublicKeys::count() {
  const auto answer = device_.call(wire::QueryGenericPublicKeyTable{});
  if (!answer) return answer.error();
  return std::size_t{answer->num_slots.raw()};
}

Result<GenericPublicKey> GenericPublicKeys::read(wire::PublicKeySlot slot) {
  const auto answer = device_.call(wire::QueryGenericPublicKeySlot{slot});
  if (!answer) return answer.error();
  const bool says_present = answer->presence.raw() == 1;
  const bool is_known = says_present || answer->presence.raw() == 0;
  if (!is_known || says_present != answer->public_key.has_value()) {
    return LinkError::kUnexpectedResponse;
  }
  return GenericPublicKey{answer->flags, answer->public_key};
}

Result<void> GenericPublicKeys::write(wire::PublicKeySlot slot, const PublicKey& key) {
  if (!can_sign(key.curve())) return UsageError::kUnsupportedCurve;
  const auto answer = device_.call(wire::WritePublicKey{slot, key});
  if (!answer) return answer.error();
  return {};
}

Result<void> GenericPublicKeys::put_flags(wire::PublicKeySlot slot, wire::PublicKeyFlags flags) {
  if (!includes(wire::kAllPublicKeyFlags, flags)) return UsageError::kOutOfRange;
  const auto answer = device_.call(wire::PutPublicKeyConfigurationFlags{slot, flags});
  if (!answer) return answer.error();
  return {};
}

}  // namespace stsafe::host
