#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ports/certificates_openssl/certificate_authority.h"
#include "ports/crypto_openssl/openssl_signature.h"
#include "ports/crypto_openssl/seeded_rng.h"

namespace stsafe::devices {

/// Who certifies simulated devices. Belongs to one thread at a time.
class Authority {
 public:
  /// The test authority: always the same, and its key is no secret. Its certificates prove nothing
  /// but that software works.
  Authority();
  /// The user's own, from files in PEM or DER. Throws Failure (usage) that names the file and what
  /// is wrong with it.
  Authority(const std::string& certificate_file, const std::string& key_file);
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  crypto::CertificateIssuer& issuer() { return authority_; }
  /// Its root certificate.
  certificates_openssl::Certificate certificate() const;

 private:
  crypto_openssl::SeededRng rng_;
  crypto_openssl::OpensslSignature signature_{rng_, crypto_openssl::Nonces::kDeterministic};
  certificates_openssl::CertificateAuthority authority_{signature_};
};

/// The user's own from both files, or, without any, the test authority. Throws Failure (usage) if
/// one is missing.
std::unique_ptr<Authority> find_authority(const std::optional<std::string>& certificate_file,
                                          const std::optional<std::string>& key_file);

/// Reads one certificate, PEM or DER. Throws Failure (usage) that names the file.
certificates_openssl::Certificate read_certificate_file(const std::string& path);

}  // namespace stsafe::devices
