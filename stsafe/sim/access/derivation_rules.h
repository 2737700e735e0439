#pragma once

#include <optional>
#include <span>

#include "stsafe/sim/state/nvm.h"

// Rules of Derive keys, protocol part 02 section 8.3.
namespace stsafe::sim {

/// May this key be the input of a derivation? Present, a generic secret, HKDF, usage derive.
Status check_derivation_key(const SymmetricSlot& slot);

/// A set of symmetric key slots.
using SlotSet = std::array<bool, kMaxSymmetricSlots>;

/// Chooses the slot for a derived key: the first empty one whose
/// control fields let derived keys in, or else the first such one whose key is unlocked. Slots of
/// `taken` are left out. None if there is none.
std::optional<wire::SlotNumber> choose_slot(const Nvm& nvm, const SlotSet& taken);

}  // namespace stsafe::sim
