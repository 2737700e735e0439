#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/host_key.h"

// What the chip says of its host keys without a session (protocol part 01, sections 3.6, 3.7 and
// 7). How they get there: host_keys.h.
namespace stsafe::host {

/// Type of the keys and sequence counter of the host session; nothing if there are none.
/// LinkError::kMalformedField for a type that does not exist.
Result<std::optional<wire::HostKeyState>> read_host_key_slot(Device& device);

/// The same in the form of older chips, which have keys of one type only, AES-128: the low 24 bits
/// of the counter.
Result<std::optional<wire::SequenceCounter>> read_host_key_slot_v1(Device& device);

/// Which ways lead host keys into the chip.
Result<wire::HostKeyControlFields> read_host_key_control_fields(Device& device);

/// Sets exactly these ways. Without HostKeyControlFields::kChangeRight among the flags for good,
/// and chips may take it as the last time in any case; without kReprovision the keys that are there
/// stay for ever.
///
/// Errors: UsageError::kOutOfRange for flags that do not exist;
/// Status::kAccessConditionNotSatisfied if the fields cannot be changed any more. That a public key
/// slot exists, nobody may check.
Result<void> put_host_key_control_fields(Device& device, const wire::HostKeyControlFields& fields);

}  // namespace stsafe::host
