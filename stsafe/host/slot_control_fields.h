#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/symmetric_key.h"

// The provisioning control fields of a symmetric key slot: which ways lead a key into it (protocol
// part 02, section 2). They have nothing to do with the key that is there, and stay when it is
// erased. How many slots there are, and what is in them, says symmetric_key_table.h.
namespace stsafe::host {

/// Status::kEntryNotFound if the chip has no such slot.
Result<wire::SlotControlFields> read_slot_control_fields(Device& device, wire::SlotNumber slot);

/// Sets exactly these ways. Without SlotControlFields::kChangeRight among the flags for good, and
/// chips may take it as the last time in any case.
///
/// Errors: UsageError::kOutOfRange for flags that do not exist;
/// Status::kAccessConditionNotSatisfied if the fields cannot be changed any more;
/// Status::kEntryNotFound without such a slot. That a public key slot exists, nobody may check.
Result<void> put_slot_control_fields(Device& device, wire::SlotNumber slot,
                                     const wire::SlotControlFields& fields);

}  // namespace stsafe::host
