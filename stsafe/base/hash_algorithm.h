#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace stsafe {

/// The hash algorithms of the device (protocol part 02, section 0.6). SHA-1 and SHA-224 have
/// identifiers, too, but the device does not offer them.
enum class HashAlgorithm : std::uint8_t {
  kSha256,
  kSha384,
  kSha512,
  kSha3_256,
  kSha3_384,
  kSha3_512,
};

inline constexpr std::array<HashAlgorithm, 6> kAllHashAlgorithms{
    HashAlgorithm::kSha256,   HashAlgorithm::kSha384,   HashAlgorithm::kSha512,
    HashAlgorithm::kSha3_256, HashAlgorithm::kSha3_384, HashAlgorithm::kSha3_512,
};

inline constexpr std::size_t kMaxDigestSize = 64;

/// Bytes of a digest.
constexpr std::size_t digest_size(HashAlgorithm algorithm) {
  constexpr std::array<std::uint8_t, kAllHashAlgorithms.size()> sizes{32, 48, 64, 32, 48, 64};
  return sizes[std::to_underlying(algorithm)];
}

}  // namespace stsafe
