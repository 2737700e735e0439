#pragma once

#include "stsafe/sim/state/private_keys.h"

// Rules of the private key table, protocol part 03 sections 2.2 and 9, appendix B, U-1 and U-17.
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

/// Is there a key in a slot, and may it still be used (section 9)?
constexpr Status check_usable(bool has_key, bool is_blocked) {
  if (!has_key) return Status::kKeyNotFound;
  return is_blocked ? Status::kKeyBlocked : Status::kOk;
}

/// How often a key may still be used.
struct UsesLeft {
  wire::UsageLimit limit{};
  bool blocked = false;  ///< not any more: a limit of 0 would be none
  friend constexpr bool operator==(const UsesLeft&, const UsesLeft&) = default;
};

/// What one use leaves of a limit.
constexpr UsesLeft after_one_use(wire::UsageLimit limit) {
  if (wire::is_unlimited(limit)) return {limit, false};
  if (limit == wire::UsageLimit{1}) return {limit, true};
  return {wire::UsageLimit{static_cast<std::uint16_t>(limit.raw() - 1)}, false};
}

}  // namespace stsafe::sim
