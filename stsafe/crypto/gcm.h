#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

/// AES-GCM (SP 800-38D) with a 16- or 32-byte key and an IV of at least one byte. The tag has 4, 8
/// or 12 to 16 bytes. With an empty message it is GMAC: the tag alone.
class Gcm {
 public:
  /// `ciphertext` has the size of `plaintext` and may be the same memory.
  virtual Result<void> encrypt(ByteView key, ByteView iv, ByteView associated_data,
                               ByteView plaintext, ByteSpan ciphertext, ByteSpan tag) = 0;
  /// CryptoError::kNotAuthentic if the tag does not verify; `plaintext` is then all zero.
  virtual Result<void> decrypt(ByteView key, ByteView iv, ByteView associated_data,
                               ByteView ciphertext, ByteView tag, ByteSpan plaintext) = 0;

 protected:
  ~Gcm() = default;
};

}  // namespace stsafe::crypto
