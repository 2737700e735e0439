#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

// Ed25519 (RFC 8032, section 5.1). A private key is its 32-byte seed, a public key has 32 bytes, a
// signature 64.
namespace stsafe::crypto_openssl {

Result<void> ed25519_public_key(ByteView seed, ByteSpan public_key);

Result<void> ed25519_sign(ByteView seed, ByteView message, ByteSpan signature);

/// Decodes as section 5.1.3 says, but for the value of X. CryptoError::kInvalidKey if the public
/// key is not the encoding of a point. Points of small and of mixed order are points.
Result<void> ed25519_check_point(ByteView public_key);

/// CryptoError::kInvalidKey if the public key is not the encoding of a point, kNotAuthentic for a
/// signature of anything else.
Result<void> ed25519_verify(ByteView public_key, ByteView message, ByteView signature);

}  // namespace stsafe::crypto_openssl
