#pragma once

#include "stsafe/host/kek_session.h"
#include "stsafe/host/key_write.h"

namespace stsafe::host {

/// Writes a key into a slot, wrapped in a KEK session of its own on `curve`, and closes the session
/// on every path. An error means that the key was not written.
///
/// Errors: UsageError::kInconsistentKey, kUnsupportedCurve; Status::kCommandNotAuthorized if the
/// slot's control fields do not allow wrapped anonymous writing; Status::kKeyBlocked if the key in
/// the slot is locked; Status::kEntryNotFound if there is no such slot.
Result<KeyWrite> write_key_wrapped(Device& device, const KekCrypto& crypto, Curve curve,
                                   const wire::KeyInfo& info, ByteView key);

}  // namespace stsafe::host
