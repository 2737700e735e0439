#pragma once

#include <string>
#include <vector>

#include "ports/certificates_openssl/openssl_handles.h"
#include "stsafe/base/public_key.h"

namespace stsafe::certificates_openssl {

/// An X.509 certificate that could be read. Nothing is verified.
class Certificate {
 public:
  /// Reads one certificate in DER at the beginning of `bytes`, and drops it from them.
  /// LinkError::kMalformedField if there is none.
  static Result<Certificate> take_der(ByteView& bytes);
  /// Reads a file with one certificate: DER or PEM. LinkError::kMalformedField if it has none, or
  /// if more follows in DER.
  static Result<Certificate> from_file(ByteView file);

  /// The key that the certificate is about. CryptoError::kUnsupported if the device knows no such
  /// curve.
  Result<PublicKey> public_key() const;
  /// The content of the serial number.
  std::vector<std::byte> serial_number() const;
  /// "C=FR, O=STMicroelectronics, CN=…"
  std::string subject() const;
  std::string issuer() const;
  /// "Jan  1 00:00:00 2024 GMT"
  std::string not_before() const;
  std::string not_after() const;
  /// True if its basic constraints say that it is an authority's.
  bool is_authority() const;
  /// The subject's name in DER.
  std::vector<std::byte> subject_der() const;
  std::vector<std::byte> der() const;
  /// "-----BEGIN CERTIFICATE-----" …
  std::string pem() const;

  X509* get() const { return certificate_.get(); }

 private:
  explicit Certificate(CertificatePtr certificate) : certificate_(std::move(certificate)) {}

  CertificatePtr certificate_;
};

}  // namespace stsafe::certificates_openssl
