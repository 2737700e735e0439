#pragma once

#include "stsafe/wire/symmetric_key.h"

// Rules of the symmetric key table, protocol part 02 sections 1, 2 and 12 (T-29, T-30).
namespace stsafe::sim {

/// Do lock, type, mode, usage and parameters fit together? In the order of trap T-30.
Status check_key_description(const wire::KeyDescription& key);

/// May a key arrive wrapped in an anonymous KEK session?
constexpr Status check_wrapped_anonymous(const wire::SlotControlFields& fields) {
  return fields.allows(wire::SlotControlFields::kWrappedAnonymous) ? Status::kOk
                                                                   : Status::kCommandNotAuthorized;
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
