#include "ports/certificates_openssl/chain_verifier.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <vector>

#include "ports/certificates_openssl/openssl_key.h"

namespace stsafe::certificates_openssl {

Result<PublicKey> ChainVerifier::verify_chain(ByteView chain) {
  std::vector<Certificate> certificates;
  const CertificateStackPtr others(sk_X509_new_null());
  if (!others) return failure(CryptoError::kBackendFailed);
  while (!chain.empty()) {
    if (certificates.size() == kMaxChainLength) return LinkError::kMalformedField;
    auto certificate = Certificate::take_der(chain);
    if (!certificate) return certificate.error();
    // OpenSSL takes the chain in any order. The documents say root side first: each certificate
    // must be the issuer of the next.
    if (!certificates.empty()) {
      if (sk_X509_push(others.get(), certificates.back().get()) == 0) {
        return failure(CryptoError::kBackendFailed);
      }
      if (X509_check_issued(certificates.back().get(), certificate->get()) != X509_V_OK) {
        return failure(CryptoError::kUntrustedCertificate);
      }
    }
    certificates.push_back(std::move(*certificate));
  }
  if (certificates.empty()) return LinkError::kMalformedField;
  if (auto verified = verify(certificates.back().get(), others.get()); !verified) {
    return verified.error();
  }
  return certificates.back().public_key();
}

Result<void> ChainVerifier::verify(X509* leaf, STACK_OF(X509) * others) {
  const StorePtr store(X509_STORE_new());
  const StoreContextPtr context(X509_STORE_CTX_new());
  const bool ready = store && context && X509_STORE_add_cert(store.get(), root_.get()) == 1 &&
                     X509_STORE_CTX_init(context.get(), store.get(), leaf, others) == 1;
  if (!ready) return failure(CryptoError::kBackendFailed);
  if (now_) X509_STORE_CTX_set_time(context.get(), 0, *now_);
  if (X509_verify_cert(context.get()) != 1) return failure(CryptoError::kUntrustedCertificate);
  return {};
}

}  // namespace stsafe::certificates_openssl
