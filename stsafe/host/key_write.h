#pragma once

#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::host {

/// How it is known that keys were written.
enum class KeyWrite : std::uint8_t {
  kAnswered,    ///< the chip said so
  kReadBack,    ///< the answer was lost; a slot, another one before, now holds such a key
  kCannotKnow,  ///< the answer was lost, and the slots do not tell: write them again
};

/// Finds out whether keys were written that are all written or none. `before` is what the slots
/// held before; `written` is how the command with this code ended. A success that no R-MAC stands
/// for is compared with the slots, because what was read may be an older answer.
///
/// Errors: that of `written` if they were not; LinkError::kUnexpectedResponse if the chip said that
/// it has keys that it does not have.
Result<KeyWrite> settle_key_write(Device& device, const SymmetricKeyTable& before,
                                  std::span<const wire::KeyInfo> keys, const Result<void>& written,
                                  wire::Opcode opcode);

}  // namespace stsafe::host
