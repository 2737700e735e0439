#include "ports/crypto_openssl/openssl_cmac.h"

#include <openssl/core_names.h>

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/mac_context.h"

namespace stsafe::crypto_openssl {

OpensslCmac::OpensslCmac()
    : cmac_(EVP_MAC_fetch(nullptr, "CMAC", nullptr)),
      with_aes_128_(mac_context(cmac_.get(), OSSL_MAC_PARAM_CIPHER, "AES-128-CBC")),
      with_aes_256_(mac_context(cmac_.get(), OSSL_MAC_PARAM_CIPHER, "AES-256-CBC")) {
  if (!with_aes_128_ || !with_aes_256_) failure();
}

Result<void> OpensslCmac::compute(ByteView key, std::span<const ByteView> parts,
                                  crypto::AesBlock& mac) {
  if (!is_aes_key_size(key.size())) return CryptoError::kInvalidKey;
  EVP_MAC_CTX* context = key.size() == 16 ? with_aes_128_.get() : with_aes_256_.get();
  return compute_mac(context, key, parts, mac);
}

}  // namespace stsafe::crypto_openssl
