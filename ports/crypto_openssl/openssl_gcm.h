#pragma once

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/openssl_cipher_stream.h"
#include "stsafe/crypto/gcm.h"

namespace stsafe::crypto_openssl {

/// True for the tag sizes of GCM that the device knows: 4, 8 and 12 to 16 bytes.
constexpr bool is_gcm_tag_size(std::size_t size) {
  return size == 4 || size == 8 || (size >= 12 && size <= 16);
}

/// AES-GCM by OpenSSL, but for IVs of more than the 128 bytes that it takes.
///
/// CryptoError::kInvalidKey for a key that has not 16 or 32 bytes, CryptoError::kUnsupported for
/// another tag size, UsageError::kWrongSize for an empty IV or if the two texts differ in size.
/// Whatever fails in `decrypt`, `plaintext` is then all zero.
class OpensslGcm final : public crypto::Gcm {
 public:
  OpensslGcm();
  Result<void> encrypt(ByteView key, ByteView iv, ByteView associated_data, ByteView plaintext,
                       ByteSpan ciphertext, ByteSpan tag) override;
  Result<void> decrypt(ByteView key, ByteView iv, ByteView associated_data, ByteView ciphertext,
                       ByteView tag, ByteSpan plaintext) override;

 private:
  Result<void> seal(ByteView key, ByteView iv, ByteView associated_data, ByteView from, ByteSpan to,
                    ByteSpan tag);
  Result<void> open(ByteView key, ByteView iv, ByteView associated_data, ByteView from, ByteSpan to,
                    ByteView tag);
  bool start(const EVP_CIPHER* cipher, ByteView key, ByteView iv, int encrypts);

  AesMode mode_;
  CipherContextPtr context_;
  OpensslCipherStream stream_;  ///< for long IVs
};

}  // namespace stsafe::crypto_openssl
