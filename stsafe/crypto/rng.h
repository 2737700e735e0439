#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

/// A source of random bytes. Same seed, same run: everything random comes through one of these.
class Rng {
 public:
  /// Fills `out` completely, or fails with a CryptoError.
  virtual Result<void> fill(ByteSpan out) = 0;

 protected:
  ~Rng() = default;
};

}  // namespace stsafe::crypto
