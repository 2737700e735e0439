#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

inline constexpr std::size_t kCcmNonceSize = 13;

/// AES-CCM* (RFC 3610, SP 800-38C; the extension of IEEE 802.15.4 for tags of size 0) with a 16-
/// or 32-byte key and a 13-byte nonce. The tag has 0, 4, 8 or 16 bytes; with 0 nothing is
/// authenticated and the associated data has no effect. Message sizes are below 65,536 bytes.
class Ccm {
 public:
  /// `ciphertext` has the size of `plaintext` and may be the same memory.
  virtual Result<void> encrypt(ByteView key, const Fixed<kCcmNonceSize>& nonce,
                               ByteView associated_data, ByteView plaintext, ByteSpan ciphertext,
                               ByteSpan tag) = 0;
  /// CryptoError::kNotAuthentic if the tag does not verify; `plaintext` is then all zero.
  virtual Result<void> decrypt(ByteView key, const Fixed<kCcmNonceSize>& nonce,
                               ByteView associated_data, ByteView ciphertext, ByteView tag,
                               ByteSpan plaintext) = 0;

 protected:
  ~Ccm() = default;
};

}  // namespace stsafe::crypto
