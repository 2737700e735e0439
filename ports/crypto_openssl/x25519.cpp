#include "ports/crypto_openssl/x25519.h"

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "ports/crypto_openssl/raw_keys.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr auto* kX25519 = "X25519";

}  // namespace

Result<void> x25519_public_key(ByteView private_key, ByteSpan public_key) {
  return compute_public_key(kX25519, private_key, public_key);
}

Result<void> x25519_agree(ByteView private_key, ByteView peer, ByteSpan secret) {
  const auto own = import_private(kX25519, private_key);
  const auto other = import_public(kX25519, peer);
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
