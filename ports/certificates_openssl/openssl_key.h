#pragma once

#include "ports/certificates_openssl/openssl_handles.h"
#include "stsafe/base/public_key.h"
#include "stsafe/crypto/ecdh.h"

namespace stsafe::certificates_openssl {

/// Shows bytes as OpenSSL takes them.
inline const unsigned char* raw(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* raw_out(ByteSpan bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Empties OpenSSL's error queue of this thread, and returns `why`.
Error failure(Error why);

/// The raw form of OpenSSL's key. CryptoError::kUnsupported on a curve that the device lacks.
Result<PublicKey> public_key_of(EVP_PKEY* key);

/// Reads the private key from DER or PEM, and its public key. LinkError::kMalformedField if it is
/// neither, or encrypted; CryptoError::kUnsupported unless it is on a NIST or Brainpool curve.
Result<PublicKey> read_private_key(ByteView file, crypto::PrivateKey& private_key);

}  // namespace stsafe::certificates_openssl
