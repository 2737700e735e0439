#pragma once

#include "stsafe/host/kek_session.h"
#include "stsafe/host/key_write.h"

namespace stsafe::host {

/// Writes a key into a slot, wrapped in a KEK session of its own on `curve`, and closes the session
/// on every path. Anonymous unless there is an `authentication`. An error means that the key was
/// not written.
///
/// Errors: UsageError::kInconsistentKey, kUnsupportedCurve; Status::kCommandNotAuthorized if the
/// slot's control fields do not allow this; Status::kKeyBlocked if the key in the slot is locked;
/// Status::kEntryNotFound if there is no such slot; those of settle_key_write(), and of
/// KekSession::open().
Result<KeyWrite> write_key_wrapped(Device& device, const KekCrypto& crypto, Curve curve,
                                   const wire::KeyInfo& info, ByteView key,
                                   HostAuthentication* authentication = nullptr);

}  // namespace stsafe::host
