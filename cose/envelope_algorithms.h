#pragma once

#include <cstddef>
#include <cstdint>

// What an envelope is encrypted with; numbers of IANA's registry "COSE Algorithms".
namespace stsafe::cose {

/// What encrypts the content (RFC 9053, section 4.1): AES-GCM, on the host.
enum class ContentAlgorithm : std::uint8_t { kA128Gcm = 1, kA256Gcm = 3 };

inline constexpr std::size_t kContentIvSize = 12;
inline constexpr std::size_t kContentTagSize = 16;
/// The longest content in bytes: 2^39 − 256 bits, which is all that GCM can encrypt with one IV
/// (SP 800-38D, section 5.2.1.1).
inline constexpr std::uint64_t kMaxContentSize = (1ULL << 36) - 32;

constexpr std::size_t content_key_size(ContentAlgorithm algorithm) {
  return algorithm == ContentAlgorithm::kA128Gcm ? 16 : 32;
}

/// What encrypts the content's key for a recipient, besides AES-CCM (algorithm.h): AES key wrap
/// (RFC 9053, section 6.2.1).
namespace algorithm {
inline constexpr std::int64_t kA128Kw = -3;
inline constexpr std::int64_t kA256Kw = -5;
}  // namespace algorithm

}  // namespace stsafe::cose
