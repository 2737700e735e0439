#pragma once

#include <ctime>
#include <optional>

#include "ports/certificates_openssl/certificate.h"
#include "stsafe/crypto/certificates.h"

namespace stsafe::certificates_openssl {

/// Verifies chains up to one root certificate, by OpenSSL: signatures, names, basic constraints,
/// path length, key usage, validity.
class ChainVerifier final : public crypto::CertificateVerifier {
 public:
  /// `now` for tests; without it the system's clock.
  explicit ChainVerifier(Certificate root, std::optional<std::time_t> now = std::nullopt)
      : root_(std::move(root)), now_(now) {}

  /// At most kMaxChainLength certificates.
  Result<PublicKey> verify_chain(ByteView chain) override;
  static constexpr std::size_t kMaxChainLength = 8;

 private:
  Result<void> verify(X509* leaf, STACK_OF(X509) * others);

  Certificate root_;
  std::optional<std::time_t> now_;
};

}  // namespace stsafe::certificates_openssl
