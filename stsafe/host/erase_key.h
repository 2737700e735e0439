#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::host {

/// Erases the key of a symmetric key slot, for good; the slot's control fields stay. After a lost
/// answer read_slot() tells whether it is gone.
///
/// Errors: Status::kKeyBlocked if the key is locked; Status::kKeyNotFound if the slot is empty;
/// Status::kEntryNotFound if there is no such slot.
Result<void> erase_key(Device& device, wire::SlotNumber slot);

}  // namespace stsafe::host
