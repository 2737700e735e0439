#pragma once

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/hmac.h"

namespace stsafe::crypto_openssl {

/// HMAC with SHA-256 by OpenSSL.
class OpensslHmac final : public crypto::Hmac {
 public:
  OpensslHmac();
  Result<void> compute(ByteView key, std::span<const ByteView> parts,
                       Fixed<crypto::kHmacSize>& mac) override;

 private:
  MacPtr hmac_;
  MacContextPtr with_sha_256_;
};

}  // namespace stsafe::crypto_openssl
