#pragma once

#include "cose/envelope.h"
#include "ports/crypto_openssl/openssl_crypto.h"
#include "ports/crypto_openssl/openssl_rng.h"

namespace stsafe::tool {

/// Cryptography of this machine for what is done without a device. Never seeded: what it draws are
/// keys of content.
class HostCrypto {
 public:
  HostCrypto() : crypto_(rng_) {}
  HostCrypto(const HostCrypto&) = delete;
  HostCrypto& operator=(const HostCrypto&) = delete;

  cose::EnvelopeCrypto for_envelopes() { return {crypto_.cipher_stream(), rng_}; }

 private:
  crypto_openssl::OpensslRng rng_;
  crypto_openssl::OpensslCrypto crypto_;
};

}  // namespace stsafe::tool
