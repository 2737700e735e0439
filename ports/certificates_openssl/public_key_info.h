#pragma once

#include <string>
#include <vector>

#include "stsafe/base/bytes.h"
#include "stsafe/base/public_key.h"

// Public keys and signatures in the form in which other programs read them.
namespace stsafe::certificates_openssl {

/// SubjectPublicKeyInfo in DER (RFC 5280, section 4.1; RFC 5480; RFC 8410).
std::vector<std::byte> public_key_info(const PublicKey& key);
/// The same as PEM: "-----BEGIN PUBLIC KEY-----" …
std::string public_key_pem(const PublicKey& key);
/// Reads SubjectPublicKeyInfo in PEM or DER, or the key of a certificate in PEM or DER.
/// LinkError::kMalformedField if it is neither, or if more follows in DER;
/// CryptoError::kUnsupported for a key on a curve that the device lacks.
Result<PublicKey> read_public_key(ByteView file);

/// ECDSA-Sig-Value in DER (RFC 3279, section 2.2.3) of a signature R ‖ S.
std::vector<std::byte> ecdsa_signature_to_der(ByteView signature);
/// Fills R ‖ S, each with half the bytes. LinkError::kMalformedField if this is no such value, more
/// follows, or R or S does not fit.
Result<void> ecdsa_signature_from_der(ByteView der, ByteSpan signature);

}  // namespace stsafe::certificates_openssl
