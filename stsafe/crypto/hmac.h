#pragma once

#include <span>

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

inline constexpr std::size_t kHmacSize = 32;

/// HMAC (RFC 2104) with SHA-256.
class Hmac {
 public:
  /// Computes the MAC of the parts, one after the other, with a key of any size but 0
  /// (CryptoError::kInvalidKey); of a key above 64 bytes its digest counts, as in the RFC.
  virtual Result<void> compute(ByteView key, std::span<const ByteView> parts,
                               Fixed<kHmacSize>& mac) = 0;

 protected:
  ~Hmac() = default;
};

}  // namespace stsafe::crypto
