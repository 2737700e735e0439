#pragma once

#include "stsafe/host/key_write.h"

namespace stsafe::host {

/// Writes a key into a slot in plaintext: the key crosses the bus in the clear, unless the chip
/// demands that this command is encrypted in a host session. Whoever listens has the key: only for
/// a place where nobody can. write_key_wrapped() is the way for all others. An error means that the
/// key was not written.
///
/// Errors: UsageError::kInconsistentKey if the key's size is not that of its type;
/// Status::kCommandNotAuthorized if the slot's control fields do not allow plaintext;
/// Status::kKeyBlocked if the key in the slot is locked; Status::kEntryNotFound if there is no such
/// slot; statuses 0C, 1C, 1B and 03 for key information that does not fit together.
Result<KeyWrite> write_key_plaintext(Device& device, const wire::KeyInfo& info, ByteView key);

}  // namespace stsafe::host
