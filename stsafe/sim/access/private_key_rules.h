#pragma once

#include "stsafe/sim/state/private_keys.h"

// Rules of the private key table, protocol part 03 sections 2.2 and 9, appendix B and U-17.
namespace stsafe::sim {

/// What a private key can be asked for.
enum class PrivateKeyUse : std::uint8_t { kSign, kEstablish };

/// May a key on this curve be generated into a slot of this mode?
constexpr Status check_generate(wire::ModeOfOperation mode, bool is_ephemeral, Curve curve,
                                bool host_verified) {
  const auto access = mode.generate_key_access();
  const bool may = access == wire::GenerateKeyAccess::kFree ||
                   (access == wire::GenerateKeyAccess::kHost && host_verified);
  if (!may) return Status::kAccessConditionNotSatisfied;
  // The ephemeral slot is for key establishment only.
  if (is_ephemeral && !can_agree(curve)) return Status::kWrongKeyType;
  return Status::kOk;
}

/// May a key on this curve be used so in a slot of this mode?
constexpr Status check_use(wire::ModeOfOperation mode, Curve curve, PrivateKeyUse use) {
  const bool signs = use == PrivateKeyUse::kSign;
  const auto flag =
      signs ? wire::ModeOfOperation::kSignExternal : wire::ModeOfOperation::kKeyEstablishment;
  if (!mode.allows(flag)) return Status::kWrongModeOfOperation;
  if (!(signs ? can_sign(curve) : can_agree(curve))) return Status::kWrongKeyType;
  return Status::kOk;
}

}  // namespace stsafe::sim
