#pragma once

#include "stsafe/wire/symmetric_key.h"

// Rules of the symmetric key table, protocol part 02 sections 1, 2 and 12 (T-29, T-30).
namespace stsafe::sim {

/// Do lock, type, mode, usage and parameters fit together? In the order of trap T-30.
Status check_key_description(const wire::KeyDescription& key);

/// How a key comes into a slot.
enum class ProvisioningMethod : std::uint8_t { kPlaintext, kWrapped, kEstablished, kDerived };

/// How a key comes into a slot, and whose signature authenticated the session in which it does.
struct Provisioning {
  ProvisioningMethod method{};
  std::uint8_t authenticated_by = wire::SlotControlFields::kNoKey;  ///< public-key slot, or kNoKey
};

/// Do the slot's control fields let a key come like this? Where anonymous sessions may, so may
/// authenticated ones (section 2).
Status check_provisioning(const wire::SlotControlFields& fields, const Provisioning& how);

/// May these control fields replace a slot's (section 2)?
constexpr Status check_put_fields(const wire::SlotControlFields& current,
                                  const wire::SlotControlFields& wanted) {
  constexpr std::uint8_t reserved = 0xC0;
  if (!current.allows(wire::SlotControlFields::kChangeRight)) {
    return Status::kAccessConditionNotSatisfied;
  }
  return wanted.allows(reserved) ? Status::kValueOutOfRange : Status::kOk;
}

/// May the key in a slot be replaced?
constexpr Status check_overwrite(wire::Lock lock) {
  return lock == wire::Lock::kUnlocked ? Status::kOk : Status::kKeyBlocked;
}

/// May the key in a slot be erased?
constexpr Status check_erase(wire::Lock lock) {
  return lock == wire::Lock::kLocked ? Status::kKeyBlocked : Status::kOk;
}

}  // namespace stsafe::sim
