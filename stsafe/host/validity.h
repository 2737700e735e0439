#pragma once

#include "stsafe/base/result.h"
#include "stsafe/wire/signed_data.h"

namespace stsafe::host {

/// Success for exactly 1, CryptoError::kNotAuthentic for 0; a chip answers nothing else.
inline Result<void> require_valid(wire::Validity validity) {
  if (validity == wire::kValid) return {};
  if (validity == wire::kInvalid) return CryptoError::kNotAuthentic;
  return LinkError::kUnexpectedResponse;
}

}  // namespace stsafe::host
