#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/commands/device.h"

namespace stsafe::host {

Result<wire::LifeCycle> read_life_cycle(Device& device);

/// Locks an operational device: until it is unlocked it answers little more than queries. Verifies
/// the password (16 bytes, UsageError::kWrongSize) first.
///
/// Errors: Status::kAccessConditionNotSatisfied for a wrong password, which costs a try: ask
/// verify_password how many are left; Status::kPasswordBlocked without any; Status::kKeyNotFound
/// if the device has no password.
Result<void> lock_device(Device& device, ByteView password);

/// Unlocks the device. Errors: as of lock_device().
Result<void> unlock_device(Device& device, ByteView password);

}  // namespace stsafe::host
