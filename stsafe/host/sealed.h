#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// Copies what the end of an encryption answered: ciphertext, and the tag behind it. For another
/// size LinkError::kUnexpectedResponse; then neither is touched.
inline Result<void> accept_sealed(ByteView sealed, ByteSpan ciphertext, ByteSpan tag) {
  if (sealed.size() != ciphertext.size() + tag.size()) return LinkError::kUnexpectedResponse;
  copy_bytes(sealed.first(ciphertext.size()), ciphertext);
  copy_bytes(sealed.last(tag.size()), tag);
  return {};
}

}  // namespace stsafe::host
