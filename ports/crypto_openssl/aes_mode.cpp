#include "ports/crypto_openssl/aes_mode.h"

#include "ports/crypto_openssl/failure.h"

namespace stsafe::crypto_openssl {

AesMode::AesMode(const char* name_128, const char* name_256)
    : cipher_128_(EVP_CIPHER_fetch(nullptr, name_128, nullptr)),
      cipher_256_(EVP_CIPHER_fetch(nullptr, name_256, nullptr)) {
  if (!cipher_128_ || !cipher_256_) failure();
}

Result<const EVP_CIPHER*> AesMode::cipher_for(ByteView key) const {
  if (!is_aes_key_size(key.size())) return CryptoError::kInvalidKey;
  const EVP_CIPHER* cipher = key.size() == 16 ? cipher_128_.get() : cipher_256_.get();
  if (cipher == nullptr) return CryptoError::kBackendFailed;
  return cipher;
}

}  // namespace stsafe::crypto_openssl
