#pragma once

#include "stsafe/base/public_key.h"
#include "stsafe/base/secret.h"

namespace stsafe::crypto {

using PrivateKey = Secret<kMaxCoordinateSize>;
using SharedSecret = Secret<kMaxCoordinateSize>;

/// Elliptic-curve Diffie-Hellman on every curve but Ed25519.
class Ecdh {
 public:
  /// Makes a key pair from the backend's own random source. The private key is a big-endian
  /// number of the curve's coordinate size, or the 32 bytes of X25519.
  virtual Result<void> generate(Curve curve, PrivateKey& private_key, PublicKey& public_key) = 0;

  /// Computes the shared secret: the X coordinate, big-endian at fixed width, or the 32 bytes of
  /// X25519. CryptoError::kInvalidKey if `peer` is not a point of its curve, is the point at
  /// infinity, or yields the all-zero X25519 secret.
  virtual Result<void> agree(const PrivateKey& private_key, const PublicKey& peer,
                             SharedSecret& secret) = 0;

 protected:
  ~Ecdh() = default;
};

}  // namespace stsafe::crypto
