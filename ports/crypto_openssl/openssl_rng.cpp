#include "ports/crypto_openssl/openssl_rng.h"

#include <openssl/rand.h>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"

namespace stsafe::crypto_openssl {

Result<void> OpensslRng::fill(ByteSpan out) {
  if (out.empty()) return {};
  if (out.size() > kMaxInputSize) return CryptoError::kUnsupported;
  if (RAND_priv_bytes(raw_out(out), int_size(out)) != 1) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
