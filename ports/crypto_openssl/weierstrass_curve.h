#pragma once

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/base/bytes.h"
#include "stsafe/base/curve.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto_openssl {

/// One of the NIST and Brainpool curves. Numbers are big-endian at the curve's coordinate size.
class WeierstrassCurve {
 public:
  explicit WeierstrassCurve(Curve curve);

  /// Computes the public key X ‖ Y. CryptoError::kInvalidKey unless 0 < private key < order.
  Result<void> public_key(ByteView private_key, ByteSpan raw_key) const;

  /// Computes the X coordinate of private key × peer. CryptoError::kInvalidKey if the private key
  /// is out of range, a coordinate of the peer is not below the prime, or the peer is no point.
  Result<void> agree(ByteView private_key, ByteView peer, ByteSpan shared_x) const;

 private:
  Result<NumberPtr> scalar(ByteView private_key) const;
  Result<PointPtr> point(ByteView raw_key, BN_CTX* scratch) const;
  /// Either of `x` and `y` may be empty.
  Result<void> write_coordinates(const EC_POINT* point, ByteSpan x, ByteSpan y,
                                 BN_CTX* scratch) const;

  GroupPtr group_;  // null if OpenSSL does not know the curve
};

}  // namespace stsafe::crypto_openssl
