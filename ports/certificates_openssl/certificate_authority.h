#pragma once

#include <vector>

#include "ports/certificates_openssl/certificate.h"
#include "stsafe/crypto/certificates.h"
#include "stsafe/crypto/signature.h"

namespace stsafe::certificates_openssl {

/// Issues device certificates of the form that the documents describe (part 03, section 8.2; part
/// 04, section 2.9). Must be given its key once, by create() or load(), before it can issue.
///
/// The validity is fixed, so the same device and a deterministic `signature` give the same
/// certificate. R and S always have their full length, as the vendor's parser demands (U-40): a
/// certificate in which one is shorter is made again, valid from a second later.
class CertificateAuthority final : public crypto::CertificateIssuer {
 public:
  /// `signature` makes the keys and signatures, and must outlive this object.
  explicit CertificateAuthority(crypto::Signature& signature) : signature_(signature) {}
  CertificateAuthority(const CertificateAuthority&) = delete;
  CertificateAuthority& operator=(const CertificateAuthority&) = delete;

  /// Becomes a test authority: a fresh key on NIST P-256, and a self-signed root certificate whose
  /// fields are as long as those of the vendor's, under another name.
  Result<void> create();
  /// Becomes the user's own: private key and certificate, each PEM or DER.
  /// LinkError::kMalformedField for what cannot be read (or is encrypted),
  /// CryptoError::kUnsupported unless the key is on a NIST or Brainpool curve,
  /// CryptoError::kInvalidKey if the key is not the certificate's,
  /// CryptoError::kUntrustedCertificate if the certificate is not an authority's.
  Result<void> load(ByteView private_key_file, ByteView certificate_file);

  /// Issues from now on with basic constraints that say "no authority", or without: some devices
  /// have them, SPL05 is assumed not to.
  void add_basic_constraints(bool wanted) { leaf_has_basic_constraints_ = wanted; }

  /// CryptoError::kInvalidKey without a key of its own.
  Result<std::size_t> issue(ByteView serial_number, const PublicKey& key, ByteSpan out) override;

  /// The authority's certificate. UsageError::kNotOpen without one.
  Result<Certificate> certificate() const;

 private:
  using Bytes = std::vector<std::byte>;
  Bytes signature_algorithm() const;
  /// Signs a certificate's content; empty if R or S came out short.
  Result<Bytes> sign(ByteView content);

  crypto::Signature& signature_;
  crypto::PrivateKey private_key_;
  Curve curve_ = Curve::kNistP256;
  Bytes name_;         ///< the subject in DER
  Bytes certificate_;  ///< in DER
  bool leaf_has_basic_constraints_ = false;
};

}  // namespace stsafe::certificates_openssl
