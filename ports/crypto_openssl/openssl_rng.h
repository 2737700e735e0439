#pragma once

#include "stsafe/crypto/rng.h"

namespace stsafe::crypto_openssl {

/// Random bytes from OpenSSL's private generator, which the operating system seeds: for keys.
class OpensslRng final : public crypto::Rng {
 public:
  Result<void> fill(ByteSpan out) override;
};

}  // namespace stsafe::crypto_openssl
