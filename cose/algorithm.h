#pragma once

#include <optional>
#include <string>

#include "stsafe/wire/symmetric_key.h"

// AES-CCM as COSE has it (RFC 9053, section 4.2). The chip's nonces have 13 bytes, so its messages
// are those with a length field of 16 bits.
namespace stsafe::cose {

namespace algorithm {
inline constexpr std::int64_t kAesCcm16_64_128 = 10;
inline constexpr std::int64_t kAesCcm16_64_256 = 11;
inline constexpr std::int64_t kAesCcm16_128_128 = 30;
inline constexpr std::int64_t kAesCcm16_128_256 = 31;
}  // namespace algorithm

/// What an AES-CCM algorithm asks of a key.
struct CcmParameters {
  wire::KeyType type{};
  std::size_t tag_size = 0;

  friend bool operator==(const CcmParameters&, const CcmParameters&) = default;
};

/// What one of the four algorithms above asks; nothing for any other.
std::optional<CcmParameters> ccm_parameters(std::int64_t algorithm);
/// The algorithm of a key. None for tags of 0 and 4 bytes, and for keys that are not AES.
std::optional<std::int64_t> ccm_algorithm(const CcmParameters& key);
/// Names an algorithm as IANA does, for example "AES-CCM-16-128-256 (31)"; others by number alone.
std::string algorithm_name(std::int64_t algorithm);

}  // namespace stsafe::cose
