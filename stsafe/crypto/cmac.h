#pragma once

#include "stsafe/base/result.h"
#include "stsafe/crypto/aes.h"

namespace stsafe::crypto {

/// AES-CMAC (RFC 4493, SP 800-38B) with a 16- or 32-byte key.
class Cmac {
 public:
  /// Computes the full 16-byte MAC over the parts, as if they were one message.
  virtual Result<void> compute(ByteView key, std::span<const ByteView> parts, AesBlock& mac) = 0;

 protected:
  ~Cmac() = default;
};

}  // namespace stsafe::crypto
