#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

/// HKDF (RFC 5869) with SHA-256: extract, then expand.
class Hkdf {
 public:
  /// Fills `out`, at most 255 × 32 bytes.
  virtual Result<void> derive(ByteView salt, ByteView input_key, ByteView info, ByteSpan out) = 0;

 protected:
  ~Hkdf() = default;
};

}  // namespace stsafe::crypto
