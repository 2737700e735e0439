#pragma once

#include "ports/crypto_openssl/weierstrass_curve.h"
#include "stsafe/base/secret.h"

namespace stsafe::crypto_openssl {

/// The nonces of deterministic ECDSA (RFC 6979, section 3.2) for one private key and one digest, as
/// a source to draw them from: the same signature each time, and another nonce for another key or
/// digest, without any randomness. HMAC runs over SHA-256, SHA-384 or SHA-512, whichever has the
/// digest's size, and SHA-256 for any other.
class DeterministicNonces final : public crypto::Rng {
 public:
  DeterministicNonces(const WeierstrassCurve& curve, ByteView private_key, ByteView digest);

  /// Gives the next candidate. `out` has the curve's coordinate size.
  Result<void> fill(ByteSpan out) override;

 private:
  using Bytes = Secret<64>;
  Result<void> seed(const WeierstrassCurve& curve, ByteView private_key, ByteView digest);
  Result<void> mix(std::byte step, ByteView private_key, ByteView digest);
  Result<void> next_value();
  Result<void> hmac(std::initializer_list<ByteView> parts, ByteSpan out);

  const char* hash_;
  std::size_t hash_size_;
  int order_bits_ = 0;
  Bytes key_;
  Bytes value_;
  bool is_first_ = true;
  Result<void> ready_;
};

}  // namespace stsafe::crypto_openssl
