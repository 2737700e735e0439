#pragma once

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/key_wrap.h"

namespace stsafe::crypto_openssl {

/// AES key wrap (RFC 3394) by OpenSSL. CryptoError::kInvalidKey unless the KEK has 16 or 32 bytes,
/// UsageError::kWrongSize if a size is not as `crypto::KeyWrap` says. Whatever fails in `unwrap`,
/// `plain` is then all zero.
class OpensslKeyWrap final : public crypto::KeyWrap {
 public:
  OpensslKeyWrap();
  Result<void> wrap(ByteView kek, ByteView plain, ByteSpan wrapped) override;
  Result<void> unwrap(ByteView kek, ByteView wrapped, ByteSpan plain) override;

 private:
  Result<void> open(ByteView kek, ByteView wrapped, ByteSpan plain);

  AesMode wrap_;
  CipherContextPtr context_;
};

}  // namespace stsafe::crypto_openssl
