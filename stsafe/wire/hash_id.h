#pragma once

#include <optional>

#include "stsafe/base/hash_algorithm.h"
#include "stsafe/base/hex.h"
#include "stsafe/wire/fields.h"

// Hash algorithm identifiers, protocol part 02 section 0.6.
namespace stsafe::wire {

inline constexpr std::size_t kHashOidSize = 9;

/// The object identifier of a hash algorithm: the DER content, without tag and length. All are of
/// NIST's arc 2.16.840.1.101.3.4.2 and differ in their last byte.
constexpr Fixed<kHashOidSize> hash_oid(HashAlgorithm algorithm) {
  constexpr std::array<std::uint8_t, kAllHashAlgorithms.size()> ends{0x01, 0x02, 0x03,
                                                                     0x08, 0x09, 0x0A};
  auto oid = "60 86 48 01 65 03 04 02 00"_hex;
  oid.back() = std::byte{ends[std::to_underlying(algorithm)]};
  return oid;
}

/// The algorithm with this object identifier, if the device offers it: not SHA-1, not SHA-224.
constexpr std::optional<HashAlgorithm> hash_algorithm(ByteView oid) {
  for (const auto algorithm : kAllHashAlgorithms) {
    if (std::ranges::equal(hash_oid(algorithm), oid)) return algorithm;
  }
  return std::nullopt;
}

template <>
inline constexpr std::size_t kFixedSize<HashAlgorithm> = 2 + kHashOidSize;

/// Hash identifier: two-byte length and OID, 11 bytes. An OID that the device does not offer is
/// LinkError::kMalformedField, and so is the vendor's SHA-1 with its four stray zeros (trap T-21).
constexpr void encode(Writer& w, HashAlgorithm algorithm) {
  w.put(static_cast<std::uint16_t>(kHashOidSize));
  w.put(hash_oid(algorithm));
}
constexpr void decode(Reader& r, HashAlgorithm& algorithm) {
  const auto found = hash_algorithm(r.take_bytes(r.take<std::uint16_t>()));
  if (!found) return r.fail(LinkError::kMalformedField);
  algorithm = *found;
}

}  // namespace stsafe::wire
