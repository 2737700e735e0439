#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::host {

/// The chip has up to 16 symmetric key slots (protocol part 02, section 1).
inline constexpr std::size_t kMaxSymmetricSlots = 16;

/// What is in each symmetric key slot.
struct SymmetricKeyTable {
  std::array<wire::SlotRecord, kMaxSymmetricSlots> records{};
  std::size_t num_slots = 0;
};

/// Takes the chip's answer apart. Accepts all three forms in which chips may report HKDF and HMAC
/// slots (trap T-5); LinkError::kMalformedField if none fits.
Result<SymmetricKeyTable> parse_symmetric_key_table(
    const wire::QuerySymmetricKeyTable::Response& answer);

/// Reads the table. Errors of the answer as above.
Result<SymmetricKeyTable> read_symmetric_key_table(Device& device);

/// Reads one slot's record. Status::kEntryNotFound if the chip has no such slot.
Result<wire::SlotRecord> read_slot(Device& device, wire::SlotNumber slot);

/// Reads which key is in a slot. UsageError::kSlotHasNoSuchKey if the slot is empty or its key of
/// another mode.
Result<wire::KeyInfo> read_key(Device& device, wire::SlotNumber slot, wire::KeyMode mode);

}  // namespace stsafe::host
