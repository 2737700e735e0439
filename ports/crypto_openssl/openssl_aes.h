#pragma once

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/aes.h"

namespace stsafe::crypto_openssl {

/// AES by OpenSSL. For CBC, UsageError::kWrongSize unless `data` is a multiple of 16 bytes; it is
/// not touched then.
class OpensslAes final : public crypto::Aes {
 public:
  OpensslAes();
  Result<void> encrypt_block(ByteView key, crypto::AesBlock& block) override;
  Result<void> cbc_encrypt(ByteView key, const crypto::AesBlock& iv, ByteSpan data) override;
  Result<void> cbc_decrypt(ByteView key, const crypto::AesBlock& iv, ByteSpan data) override;

 private:
  enum class Direction : std::uint8_t { kDecrypt = 0, kEncrypt = 1 };
  Result<void> run(const AesMode& mode, Direction direction, ByteView key, ByteView iv,
                   ByteSpan data);

  AesMode ecb_;
  AesMode cbc_;
  CipherContextPtr context_;
};

}  // namespace stsafe::crypto_openssl
