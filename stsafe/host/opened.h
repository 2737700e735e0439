#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/verification.h"

namespace stsafe::host {

/// Copies what a decryption answered. CryptoError::kNotAuthentic if the chip says that the tag is
/// wrong, whatever came with that (trap T-4 of part 02), and LinkError::kUnexpectedResponse for
/// another result or size: `plaintext` is then not touched.
inline Result<void> accept_opened(wire::Verification verification, ByteView message,
                                  ByteSpan plaintext) {
  if (verification == wire::kNotAuthentic) return CryptoError::kNotAuthentic;
  if (verification != wire::kAuthentic || message.size() != plaintext.size()) {
    return LinkError::kUnexpectedResponse;
  }
  copy_bytes(message, plaintext);
  return {};
}

}  // namespace stsafe::host
