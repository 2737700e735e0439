#pragma once

#include "stsafe/sim/state/public_keys.h"

// Rules of the generic public key slots, protocol part 03 sections 6.3 to 6.6 and appendix B.
namespace stsafe::sim {

/// May the flags of a slot be set?
constexpr Status check_put_flags(const PublicKeySlot& slot) {
  return includes(slot.flags, wire::kPublicKeyChangeRight) ? Status::kOk
                                                           : Status::kAccessConditionNotSatisfied;
}

/// May a key on this curve be written into the slot? A slot is written once, and what a key there
/// is for is to verify (U-15).
constexpr Status check_write(const PublicKeySlot& slot, Curve curve) {
  if (slot.present) return Status::kAccessConditionNotSatisfied;
  return can_sign(curve) ? Status::kOk : Status::kWrongKeyType;
}

/// May the slot's key authenticate somebody for this (U-16)?
constexpr Status check_authenticates(const PublicKeySlot& slot, wire::PublicKeyFlags use) {
  if (!slot.present) return Status::kKeyNotFound;
  return includes(slot.flags, use) ? Status::kOk : Status::kWrongKeyUsage;
}

}  // namespace stsafe::sim
