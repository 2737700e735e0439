#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace stsafe {

/// The elliptic curves of the device (protocol part 01, section 5.1).
enum class Curve : std::uint8_t {
  kNistP256,
  kNistP384,
  kNistP521,
  kBrainpoolP256,  ///< brainpoolP256r1
  kBrainpoolP384,  ///< brainpoolP384r1
  kBrainpoolP512,  ///< brainpoolP512r1
  kX25519,
  kEd25519,
};

inline constexpr std::array<Curve, 8> kAllCurves{
    Curve::kNistP256,      Curve::kNistP384,      Curve::kNistP521, Curve::kBrainpoolP256,
    Curve::kBrainpoolP384, Curve::kBrainpoolP512, Curve::kX25519,   Curve::kEd25519,
};

/// True for X25519 and Ed25519, whose public keys are one 32-byte string.
constexpr bool is_curve25519_family(Curve curve) {
  return curve == Curve::kX25519 || curve == Curve::kEd25519;
}
/// True if two ends can agree on a secret on this curve: every one but Ed25519.
constexpr bool can_agree(Curve curve) { return curve != Curve::kEd25519; }

/// True if one can sign on this curve: every one but X25519.
constexpr bool can_sign(Curve curve) { return curve != Curve::kX25519; }

/// Bytes of one coordinate, of a private key and of the shared secret.
constexpr std::size_t coordinate_size(Curve curve) {
  constexpr std::array<std::uint8_t, kAllCurves.size()> sizes{32, 48, 66, 32, 48, 64, 32, 32};
  return sizes[std::to_underlying(curve)];
}
/// Bytes of a public key in raw form: X ‖ Y, or the 32 bytes of X25519 and Ed25519.
constexpr std::size_t public_key_size(Curve curve) {
  return is_curve25519_family(curve) ? 32 : 2 * coordinate_size(curve);
}

inline constexpr std::size_t kMaxCoordinateSize = 66;
inline constexpr std::size_t kMaxPublicKeySize = 2 * kMaxCoordinateSize;

}  // namespace stsafe
