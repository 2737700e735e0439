#pragma once

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto_openssl {

/// True for the key sizes of the device: 16 and 32 bytes. It has no AES-192.
constexpr bool is_aes_key_size(std::size_t size) { return size == 16 || size == 32; }

/// One mode of AES, fetched once for both key sizes.
class AesMode {
 public:
  /// Takes OpenSSL's names of the mode, for example "AES-128-CBC" and "AES-256-CBC".
  AesMode(const char* name_128, const char* name_256);

  /// Picks the cipher for a key, by its size. CryptoError::kInvalidKey if it is not 16 or 32 bytes.
  Result<const EVP_CIPHER*> cipher_for(ByteView key) const;

 private:
  CipherPtr cipher_128_;
  CipherPtr cipher_256_;
};

}  // namespace stsafe::crypto_openssl
