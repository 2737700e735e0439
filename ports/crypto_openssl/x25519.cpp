#include "ports/crypto_openssl/x25519.h"

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "ports/crypto_openssl/openssl_handles.h"

namespace stsafe::crypto_openssl {
namespace {

KeyPtr import_private(ByteView key) {
  return KeyPtr(EVP_PKEY_new_raw_private_key_ex(nullptr, "X25519", nullptr, raw(key), key.size()));
}

KeyPtr import_public(ByteView key) {
  return KeyPtr(EVP_PKEY_new_raw_public_key_ex(nullptr, "X25519", nullptr, raw(key), key.size()));
}

}  // namespace

Result<void> x25519_public_key(ByteView private_key, ByteSpan public_key) {
  const auto key = import_private(private_key);
  auto size = public_key.size();
  const bool done = key &&
                    EVP_PKEY_get_raw_public_key(key.get(), raw_out(public_key), &size) == 1 &&
                    size == public_key.size();
  if (!done) return failure();
  return {};
}

Result<void> x25519_agree(ByteView private_key, ByteView peer, ByteSpan secret) {
  const auto own = import_private(private_key);
  const auto other = import_public(peer);
  if (!own || !other) return failure();
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_pkey(nullptr, own.get(), nullptr));
  const bool ready = context && EVP_PKEY_derive_init(context.get()) == 1 &&
                     EVP_PKEY_derive_set_peer(context.get(), other.get()) == 1;
  if (!ready) return failure();

  auto size = secret.size();
  // All that can still fail is the check for an all-zero secret.
  if (EVP_PKEY_derive(context.get(), raw_out(secret), &size) != 1) {
    return failure(CryptoError::kInvalidKey);
  }
  if (size != secret.size()) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
