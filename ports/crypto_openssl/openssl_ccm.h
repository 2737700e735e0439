#pragma once

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/ccm.h"

namespace stsafe::crypto_openssl {

/// AES-CCM* by OpenSSL: its CCM for tags of 4, 8 and 16 bytes; its CTR, with the counter blocks of
/// CCM, for tags of size 0.
///
/// CryptoError::kInvalidKey for a key that has not 16 or 32 bytes, CryptoError::kUnsupported for
/// another tag size or a message above 65,535 bytes, UsageError::kWrongSize if the two texts differ
/// in size. Whatever fails in `decrypt`, `plaintext` is then all zero.
class OpensslCcm final : public crypto::Ccm {
 public:
  OpensslCcm();
  Result<void> encrypt(ByteView key, const Fixed<crypto::kCcmNonceSize>& nonce,
                       ByteView associated_data, ByteView plaintext, ByteSpan ciphertext,
                       ByteSpan tag) override;
  Result<void> decrypt(ByteView key, const Fixed<crypto::kCcmNonceSize>& nonce,
                       ByteView associated_data, ByteView ciphertext, ByteView tag,
                       ByteSpan plaintext) override;

 private:
  using Nonce = Fixed<crypto::kCcmNonceSize>;
  Result<void> open(ByteView key, const Nonce& nonce, ByteView associated_data, ByteView ciphertext,
                    ByteView tag, ByteSpan plaintext);
  Result<void> apply_keystream(ByteView key, const Nonce& nonce, ByteView from, ByteSpan to);

  AesMode ccm_;
  AesMode ctr_;
  CipherContextPtr context_;
};

}  // namespace stsafe::crypto_openssl
