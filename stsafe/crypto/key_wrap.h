#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

inline constexpr std::size_t kKeyWrapOverhead = 8;

/// AES key wrap "KW" (RFC 3394, SP 800-38F) with initial value A6 × 8, no padding.
class KeyWrap {
 public:
  /// `plain` is at least 16 bytes and a multiple of 8; `wrapped` is 8 bytes longer.
  virtual Result<void> wrap(ByteView kek, ByteView plain, ByteSpan wrapped) = 0;
  /// CryptoError::kNotAuthentic if the integrity check fails; `plain` is then all zero.
  virtual Result<void> unwrap(ByteView kek, ByteView wrapped, ByteSpan plain) = 0;

 protected:
  ~KeyWrap() = default;
};

}  // namespace stsafe::crypto
