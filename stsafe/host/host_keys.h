#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/host_key.h"

namespace stsafe::host {

/// Writes both host keys in plaintext ("pairing"). Whoever listens on the bus learns them: only for
/// a place where nobody can. Cannot be undone on a chip with delivery settings.
///
/// Errors: UsageError::kWrongSize for keys that do not fit `type`; UsageError::kAlreadyOpen while a
/// host session is open, because its keys would no longer be the chip's;
/// Status::kCommandNotAuthorized if the chip already has keys, or does not allow plaintext.
Result<void> write_host_keys_plaintext(Device& device, wire::HostKeyType type, ByteView mac_key,
                                       ByteView cipher_key);

}  // namespace stsafe::host
