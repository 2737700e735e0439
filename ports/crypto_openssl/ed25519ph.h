#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

// Ed25519ph with an empty context (RFC 8032, section 5.1), of a digest that somebody else made:
// with the group of libsodium, because OpenSSL has this variant from 3.2 on only, and both
// libraries want to hash the message themselves.
namespace stsafe::crypto_openssl {

/// A SHA-512 digest of the message.
inline constexpr std::size_t kEd25519phDigestSize = 64;

/// A private key is its 32-byte seed, a signature has 64 bytes. `digest` has kEd25519phDigestSize.
Result<void> ed25519ph_sign(ByteView seed, ByteView digest, ByteSpan signature);

/// Is as strict as ed25519_verify(): CryptoError::kInvalidKey if the public key is not the encoding
/// of a point; kNotAuthentic unless S is below the order and R is the encoding, byte by byte, of
/// [S]B - [k]A. So the cofactor of section 5.1.7 is left out, and keys of small or mixed order are
/// taken as any other.
Result<void> ed25519ph_verify(ByteView public_key, ByteView digest, ByteView signature);

}  // namespace stsafe::crypto_openssl
