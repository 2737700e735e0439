#pragma once

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/cmac.h"

namespace stsafe::crypto_openssl {

/// AES-CMAC by OpenSSL. CryptoError::kInvalidKey unless the key has 16 or 32 bytes.
class OpensslCmac final : public crypto::Cmac {
 public:
  OpensslCmac();
  Result<void> compute(ByteView key, std::span<const ByteView> parts,
                       crypto::AesBlock& mac) override;

 private:
  MacPtr cmac_;
  // One for each key size: choosing the cipher costs more than the MAC of a short message.
  MacContextPtr with_aes_128_;
  MacContextPtr with_aes_256_;
};

}  // namespace stsafe::crypto_openssl
