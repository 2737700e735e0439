#pragma once

#include <limits>

#include "stsafe/base/bytes.h"

namespace stsafe::crypto_openssl {

/// The largest input taken in one call: OpenSSL counts it, and a block more, in an int.
inline constexpr std::size_t kMaxInputSize = std::numeric_limits<int>::max() / 2;

/// Shows bytes as OpenSSL takes them.
inline const unsigned char* raw(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* raw_out(ByteSpan bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Counts bytes as OpenSSL does. At most kMaxInputSize.
inline int int_size(ByteView bytes) { return static_cast<int>(bytes.size()); }

/// Writes a number, big-endian, into all of `out`.
inline void put_number(std::uint64_t value, ByteSpan out) {
  for (auto i = out.size(); i-- > 0; value >>= 8) out[i] = static_cast<std::byte>(value);
}

}  // namespace stsafe::crypto_openssl
