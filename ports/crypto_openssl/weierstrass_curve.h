#pragma once

#include <array>
#include <utility>

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/base/bytes.h"
#include "stsafe/base/curve.h"
#include "stsafe/base/result.h"
#include "stsafe/crypto/rng.h"

namespace stsafe::crypto_openssl {

/// One of the NIST and Brainpool curves. Numbers are big-endian at the curve's coordinate size.
class WeierstrassCurve {
 public:
  explicit WeierstrassCurve(Curve curve);

  /// Makes a key pair. The private key is the first of the strings drawn, each of the coordinate
  /// size, that lies between 0 and the order; bits that the order does not have are dropped first
  /// (P-521 has seven).
  Result<void> draw_pair(crypto::Rng& rng, ByteSpan private_key, ByteSpan raw_key) const;

  /// Computes the public key X ‖ Y. CryptoError::kInvalidKey unless 0 < private key < order.
  Result<void> public_key(ByteView private_key, ByteSpan raw_key) const;

  /// Computes the X coordinate of private key × peer. CryptoError::kInvalidKey if the private key
  /// is out of range, a coordinate of the peer is not below the prime, or the peer is no point.
  Result<void> agree(ByteView private_key, ByteView peer, ByteSpan shared_x) const;

  /// Finds the point with this X coordinate and parity of Y. CryptoError::kInvalidKey if X is not
  /// below the prime or no point has it.
  Result<void> decompress(ByteView x, bool y_is_odd, ByteSpan raw_key) const;

  /// The number. CryptoError::kInvalidKey unless it lies between 0 and the order.
  Result<NumberPtr> scalar(ByteView private_key) const;
  /// The point. CryptoError::kInvalidKey if it is none, or a coordinate is not below the prime.
  Result<PointPtr> point(ByteView raw_key, BN_CTX* scratch) const;
  /// Null if OpenSSL does not know the curve, and then every call fails.
  const EC_GROUP* group() const { return group_.get(); }

 private:
  /// Either of `x` and `y` may be empty.
  Result<void> write_coordinates(const EC_POINT* point, ByteSpan x, ByteSpan y,
                                 BN_CTX* scratch) const;
  /// Drops the bits of a number's first byte that the order does not have.
  void trim_to_order_size(ByteSpan number) const;

  GroupPtr group_;
};

/// All of them.
class WeierstrassCurves {
 public:
  /// Not for X25519 and Ed25519.
  const WeierstrassCurve& operator[](Curve curve) const {
    return curves_[std::to_underlying(curve)];
  }

 private:
  // In the order of Curve.
  std::array<WeierstrassCurve, 6> curves_{
      WeierstrassCurve(Curve::kNistP256),      WeierstrassCurve(Curve::kNistP384),
      WeierstrassCurve(Curve::kNistP521),      WeierstrassCurve(Curve::kBrainpoolP256),
      WeierstrassCurve(Curve::kBrainpoolP384), WeierstrassCurve(Curve::kBrainpoolP512),
  };
};

}  // namespace stsafe::crypto_openssl
