#include "ports/crypto_openssl/openssl_hmac.h"

#include <openssl/core_names.h>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/mac_context.h"

namespace stsafe::crypto_openssl {

OpensslHmac::OpensslHmac()
    : hmac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)),
      with_sha_256_(mac_context(hmac_.get(), OSSL_MAC_PARAM_DIGEST, "SHA2-256")) {
  if (!with_sha_256_) failure();
}

Result<void> OpensslHmac::compute(ByteView key, std::span<const ByteView> parts,
                                  Fixed<crypto::kHmacSize>& mac) {
  if (key.empty()) return CryptoError::kInvalidKey;
  return compute_mac(with_sha_256_.get(), key, parts, mac);
}

}  // namespace stsafe::crypto_openssl
