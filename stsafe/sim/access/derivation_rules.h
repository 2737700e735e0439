#pragma once

#include <optional>
#include <span>

#include "stsafe/sim/state/nvm.h"
#include "stsafe/wire/commands/derive_keys.h"

// Rules of Derive keys, protocol part 02 section 8.3.
namespace stsafe::sim {

/// May this key be the input of a derivation? Present, a generic secret, HKDF, usage derive.
Status check_derivation_key(const SymmetricSlot& slot);

/// May a key that stands in the command be the input? Nothing else of it is known.
constexpr Status check_key_in_command(wire::KeyMode mode, std::size_t size) {
  if (mode != wire::KeyMode::kHkdf) return Status::kWrongModeOfOperation;
  return size >= 16 && size <= 32 ? Status::kOk : Status::kValueOutOfRange;
}

/// Is there something to do, and nothing that is not known?
constexpr Status check_steps(wire::DeriveSteps steps) {
  const bool known = steps != wire::DeriveSteps{} && steps <= wire::kExtractAndExpand;
  return known ? Status::kOk : Status::kValueOutOfRange;
}

/// The flag of an HKDF key that lets what is derived from it go to the host.
inline constexpr std::uint8_t kMayGoToHost = 0x01;

/// May a key of this size go to the host, derived from one with these flags?
constexpr Status check_key_for_host(std::uint8_t input_flags, std::size_t size) {
  if ((input_flags & kMayGoToHost) == 0) return Status::kCommandNotAuthorized;
  return size == 0 ? Status::kValueOutOfRange : Status::kOk;
}

/// A set of symmetric key slots.
using SlotSet = std::array<bool, kMaxSymmetricSlots>;

/// Chooses the slot for a derived key: the first empty one whose
/// control fields let derived keys in, or else the first such one whose key is unlocked. Slots of
/// `taken` are left out. None if there is none.
std::optional<wire::SlotNumber> choose_slot(const Nvm& nvm, const SlotSet& taken);

}  // namespace stsafe::sim
