#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto_openssl {

/// X25519 (RFC 7748). All strings have 32 bytes; private keys are clamped when they are used.
Result<void> x25519_public_key(ByteView private_key, ByteSpan public_key);

/// Computes the shared secret. CryptoError::kInvalidKey if it would be all zero, which is what a
/// peer of low order forces.
Result<void> x25519_agree(ByteView private_key, ByteView peer, ByteSpan secret);

}  // namespace stsafe::crypto_openssl
