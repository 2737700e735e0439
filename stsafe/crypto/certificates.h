#pragma once

#include "stsafe/base/public_key.h"

// X.509 certificates, as far as device authentication needs them (protocol part 03, section 8).
namespace stsafe::crypto {

/// Bytes of a device's serial number (product data, entry 02).
inline constexpr std::size_t kSerialNumberSize = 9;

/// Certifies devices: who makes them, or simulates them.
class CertificateIssuer {
 public:
  /// Writes the DER certificate of the device with this serial number and public key, and returns
  /// its size. UsageError::kWrongSize if the serial number has another size or the certificate does
  /// not fit `out`.
  virtual Result<std::size_t> issue(ByteView serial_number, const PublicKey& key, ByteSpan out) = 0;

 protected:
  ~CertificateIssuer() = default;
};

/// Judges certificates by the root that it was made with.
class CertificateVerifier {
 public:
  /// Verifies a chain of one or more DER certificates, one after the other: the one that the root
  /// has issued first, the device's own last. Returns the device's public key.
  /// LinkError::kMalformedField if this is no such chain, CryptoError::kUntrustedCertificate if it
  /// does not lead to the root or is not valid now, CryptoError::kUnsupported for a key that the
  /// library does not know.
  virtual Result<PublicKey> verify_chain(ByteView chain) = 0;

 protected:
  ~CertificateVerifier() = default;
};

}  // namespace stsafe::crypto
