#pragma once

#include <optional>

#include "stsafe/base/public_key.h"
#include "stsafe/host/device.h"
#include "stsafe/wire/public_key_slot.h"

namespace stsafe::host {

/// What is in a slot for a generic public key.
struct GenericPublicKey {
  wire::PublicKeyFlags flags{};    ///< what the key may authenticate
  std::optional<PublicKey> key{};  ///< nothing in an empty slot
};

/// The slots for public keys of those whose signatures the chip verifies (protocol part 03,
/// section 6). A slot is written once, and its flags can be changed until somebody clears their
/// change right.
class GenericPublicKeys {
 public:
  explicit GenericPublicKeys(Device& device) : device_(device) {}

  /// How many slots the chip has; they are numbered from 0.
  Result<std::size_t> count();
  /// Status::kEntryNotFound if the chip has no such slot.
  Result<GenericPublicKey> read(wire::PublicKeySlot slot);
  /// Writes a key for good. Status::kAccessConditionNotSatisfied if one is there,
  /// kInvalidPublicKey if it is no point; UsageError::kUnsupportedCurve for X25519.
  Result<void> write(wire::PublicKeySlot slot, const PublicKey& key);
  /// Sets what the slot's key may authenticate: exactly `flags`. Without
  /// wire::kPublicKeyChangeRight among them for good.
  Result<void> put_flags(wire::PublicKeySlot slot, wire::PublicKeyFlags flags);

 private:
  Device& device_;
};

}  // namespace stsafe::host
