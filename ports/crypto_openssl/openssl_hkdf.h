#pragma once

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/hkdf.h"

namespace stsafe::crypto_openssl {

/// HKDF with SHA-256 by OpenSSL. UsageError::kWrongSize unless `out` has 1 to 255 × 32 bytes;
/// CryptoError::kUnsupported if `info` has more than 1,024 bytes, which OpenSSL 3.0 cannot do.
/// After any failure `out` is all zero.
class OpensslHkdf final : public crypto::Hkdf {
 public:
  OpensslHkdf();
  Result<void> derive(ByteView salt, ByteView input_key, ByteView info, ByteSpan out) override;

 private:
  KdfPtr hkdf_;
  KdfContextPtr context_;
};

}  // namespace stsafe::crypto_openssl
