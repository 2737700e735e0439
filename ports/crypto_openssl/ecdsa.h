#pragma once

#include "ports/crypto_openssl/weierstrass_curve.h"

// ECDSA (FIPS 186-5, section 6.4) on digests. A signature is R ‖ S, each of the coordinate size. Of
// a digest the leftmost bits count, as many as the order has.
namespace stsafe::crypto_openssl {

/// The digest as a number below the order. Null if there is no memory.
NumberPtr digest_number(const WeierstrassCurve& curve, ByteView digest, BN_CTX* scratch);

/// Signs with a nonce drawn like a private key: same bytes from `rng`, same signature.
/// CryptoError::kInvalidKey if the private key is out of range.
Result<void> ecdsa_sign(const WeierstrassCurve& curve, crypto::Rng& rng, ByteView private_key,
                        ByteView digest, ByteSpan signature);

/// CryptoError::kInvalidKey if the public key is no point, kNotAuthentic unless R and S lie between
/// 0 and the order and belong to the digest.
Result<void> ecdsa_verify(const WeierstrassCurve& curve, ByteView raw_key, ByteView digest,
                          ByteView signature);

}  // namespace stsafe::crypto_openssl
