#pragma once

#include "stsafe/host/host_session.h"

namespace stsafe::host {

/// What a command led to that replaces the chip's host keys.
enum class HostKeyChange : std::uint8_t {
  kWritten,  ///< the chip said so; no session is open: open one with the new keys
  kKeysChangedSessionReopened,  ///< the open session goes on under the new keys, which the chip has
                                ///< shown to have
};

/// Two host keys, which show somebody's memory.
struct HostKeysView {
  wire::HostKeyType type{};
  ByteView mac_key{};
  ByteView cipher_key{};
};

/// UsageError::kWrongSize unless both keys have the type's size.
Result<void> check_host_keys(const HostKeysView& keys);

/// Finds out what became of host keys that were sent to the chip, and brings an open session to
/// them. `written` is how the command ended.
///
/// A chip may answer such a command under the old keys or under the new ones, and the answer may be
/// lost: so the session takes the new keys, reads the counter anew and sends a protected Echo. A
/// right R-MAC shows that the chip has them. If it still has the old keys, the session stays as it
/// was. If nothing shows which ones it has, the session is closed.
///
/// Errors: that of `written`; LinkError::kUnexpectedResponse if the chip said that it has taken
/// keys that it does not have.
Result<HostKeyChange> settle_host_key_change(Device& device, const Result<void>& written,
                                             const HostKeysView& keys);

}  // namespace stsafe::host
