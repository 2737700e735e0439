#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

// Ed25519 (RFC 8032, section 5.1). A private key is its 32-byte seed, a public key has 32 bytes, a
// signature 64.
namespace stsafe::crypto_openssl {

Result<void> ed25519_public_key(ByteView seed, ByteSpan public_key);

Result<void> ed25519_sign(ByteView seed, ByteView message, ByteSpan signature);

/// CryptoError::kInvalidKey if the public key is not the encoding of a point (section 5.1.3),
/// kNotAuthentic for a signature of anything else.
Result<void> ed25519_verify(ByteView public_key, ByteView message, ByteView signature);

}  // namespace stsafe::crypto_openssl
