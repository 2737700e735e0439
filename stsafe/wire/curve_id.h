#pragma once

#include "stsafe/base/public_key.h"
#include "stsafe/wire/fields.h"

// Curves and public keys on the wire, protocol part 01 section 5.
namespace stsafe::wire {

/// The object identifier of a curve: the DER content, without tag and length.
constexpr ByteView curve_oid(Curve curve);

template <>
inline constexpr std::size_t kFixedSize<Curve> = 0;

/// Curve identifier: two-byte length and OID. An unknown OID is LinkError::kUnknownCurve.
constexpr void encode(Writer& w, Curve curve);
constexpr void decode(Reader& r, Curve& curve);

/// A public key after its curve identifier: 04, n, X, n, Y with two-byte lengths n; for the 25519
/// curves 0020 and 32 bytes.
constexpr void encode_point(Writer& w, const PublicKey& key);
constexpr void decode_point(Reader& r, Curve curve, PublicKey& key);

constexpr std::size_t point_size(Curve curve) {
  const auto size = coordinate_size(curve);
  return is_curve25519_family(curve) ? 2 + size : 1 + 2 * (2 + size);
}

/// Curve identifier and public key, the way key agreement sends them.
constexpr void encode(Writer& w, const PublicKey& key);
constexpr void decode(Reader& r, PublicKey& key);

namespace detail {

// All OIDs back to back, and where each begins: half the size of an array per curve.
inline constexpr std::array<std::uint8_t, 53> kOids{
    0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07,        // NIST P-256
    0x2B, 0x81, 0x04, 0x00, 0x22,                          // NIST P-384
    0x2B, 0x81, 0x04, 0x00, 0x23,                          // NIST P-521
    0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07,  // brainpoolP256r1
    0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0B,  // brainpoolP384r1
    0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0D,  // brainpoolP512r1
    0x2B, 0x65, 0x6E,                                      // X25519
    0x2B, 0x65, 0x70,                                      // Ed25519
};
inline constexpr std::array<std::uint8_t, kAllCurves.size() + 1> kOidStarts{0,  8,  13, 18, 27,
                                                                            36, 45, 48, 51};
inline constexpr auto kOidBytes = [] {
  Fixed<kOids.size()> bytes{};
  std::ranges::transform(kOids, bytes.begin(), [](auto b) { return std::byte{b}; });
  return bytes;
}();

}  // namespace detail

constexpr ByteView curve_oid(Curve curve) {
  const auto index = static_cast<std::size_t>(std::to_underlying(curve));
  const std::size_t start = detail::kOidStarts[index];
  return ByteView{detail::kOidBytes}.subspan(start, detail::kOidStarts[index + 1] - start);
}

constexpr void encode(Writer& w, Curve curve) {
  const auto oid = curve_oid(curve);
  w.put(static_cast<std::uint16_t>(oid.size()));
  w.put(oid);
}

constexpr void decode(Reader& r, Curve& curve) {
  const auto oid = r.take_bytes(r.take<std::uint16_t>());
  const auto found = std::ranges::find_if(
      kAllCurves, [&](Curve candidate) { return std::ranges::equal(curve_oid(candidate), oid); });
  if (found == kAllCurves.end()) return r.fail(LinkError::kUnknownCurve);
  curve = *found;
}

inline constexpr std::uint8_t kUncompressedPoint = 0x04;

constexpr void encode_point(Writer& w, const PublicKey& key) {
  const auto size = coordinate_size(key.curve());
  const auto raw = key.raw();
  if (!is_curve25519_family(key.curve())) w.put(kUncompressedPoint);
  for (std::size_t at = 0; at < raw.size(); at += size) {
    w.put(static_cast<std::uint16_t>(size));
    w.put(raw.subspan(at, size));
  }
}

constexpr void decode_point(Reader& r, Curve curve, PublicKey& key) {
  const auto size = coordinate_size(curve);
  if (!is_curve25519_family(curve) && r.take<std::uint8_t>() != kUncompressedPoint) {
    return r.fail(LinkError::kMalformedField);
  }
  for (auto raw = key.prepare(curve); !raw.empty(); raw = raw.subspan(size)) {
    if (r.take<std::uint16_t>() != size) return r.fail(LinkError::kMalformedField);
    const auto coordinate = r.take_bytes(size);
    if (r.failed()) return;
    copy_bytes(coordinate, raw);
  }
}

constexpr void encode(Writer& w, const PublicKey& key) {
  encode(w, key.curve());
  encode_point(w, key);
}

constexpr void decode(Reader& r, PublicKey& key) {
  Curve curve{};
  decode(r, curve);
  if (!r.failed()) decode_point(r, curve, key);
}

}  // namespace stsafe::wire
