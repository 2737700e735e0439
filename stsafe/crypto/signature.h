#pragma once

#include "stsafe/base/hash_algorithm.h"
#include "stsafe/crypto/ecdh.h"

namespace stsafe::crypto {

/// R ‖ S at fixed width: twice the curve's coordinate size.
inline constexpr std::size_t kMaxSignatureSize = 2 * kMaxCoordinateSize;

/// The SHA-2 whose digest has the size of the curve's numbers, or of P-521 almost: what ECDSA is
/// used with when nothing else is agreed.
constexpr HashAlgorithm matching_hash(Curve curve) {
  const auto size = coordinate_size(curve);
  if (size == 32) return HashAlgorithm::kSha256;
  return size == 48 ? HashAlgorithm::kSha384 : HashAlgorithm::kSha512;
}

/// What an Ed25519 signature covers (RFC 8032). Has no meaning on other curves.
enum class EddsaVariant : std::uint8_t {
  kPure,       ///< Ed25519: the message
  kPrehashed,  ///< Ed25519ph with an empty context: a SHA-512 digest of the message, 64 bytes
};

/// ECDSA on the NIST and Brainpool curves, EdDSA on Ed25519.
class Signature {
 public:
  /// Makes a key pair from the backend's own random source, on any curve but X25519
  /// (CryptoError::kUnsupported). An Ed25519 private key is its 32-byte seed.
  virtual Result<void> generate(Curve curve, PrivateKey& private_key, PublicKey& public_key) = 0;

  /// Signs. For ECDSA `data` is a digest, of which the leftmost bits count, as many as the order
  /// has; for Ed25519 it is what `variant` says. `signature` has twice the coordinate size.
  /// UsageError::kWrongSize for a signature of another size, or a digest for Ed25519ph.
  virtual Result<void> sign(Curve curve, const PrivateKey& private_key, EddsaVariant variant,
                            ByteView data, ByteSpan signature) = 0;

  /// Verifies. CryptoError::kInvalidKey if `key` is not a point of its curve, kNotAuthentic for
  /// a signature that is not one of `data` (also with R or S out of range).
  /// UsageError::kWrongSize as in sign().
  virtual Result<void> verify(const PublicKey& key, EddsaVariant variant, ByteView data,
                              ByteView signature) = 0;

  /// Finds the point with this X coordinate and the parity of Y. NIST and Brainpool curves only
  /// (CryptoError::kUnsupported). CryptoError::kInvalidKey if there is none.
  virtual Result<void> decompress(Curve curve, ByteView x, bool y_is_odd, PublicKey& key) = 0;

 protected:
  ~Signature() = default;
};

}  // namespace stsafe::crypto
