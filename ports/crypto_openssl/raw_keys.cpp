#include "ports/crypto_openssl/raw_keys.h"

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"

namespace stsafe::crypto_openssl {

KeyPtr import_private(const char* algorithm, ByteView key) {
  return KeyPtr(EVP_PKEY_new_raw_private_key_ex(nullptr, algorithm, nullptr, raw(key), key.size()));
}

KeyPtr import_public(const char* algorithm, ByteView key) {
  return KeyPtr(EVP_PKEY_new_raw_public_key_ex(nullptr, algorithm, nullptr, raw(key), key.size()));
}

Result<void> compute_public_key(const char* algorithm, ByteView private_key, ByteSpan public_key) {
  const auto key = import_private(algorithm, private_key);
  auto size = public_key.size();
  const bool done = key &&
                    EVP_PKEY_get_raw_public_key(key.get(), raw_out(public_key), &size) == 1 &&
                    size == public_key.size();
  if (!done) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
