#include "ports/crypto_openssl/seeded_rng.h"

#include <openssl/evp.h>

#include <algorithm>
#include <string>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

std::string key_material(std::uint64_t seed, std::string_view label) {
  std::string material(label);
  for (int shift = 56; shift >= 0; shift -= 8) material.push_back(static_cast<char>(seed >> shift));
  return material;
}

bool start(EVP_CIPHER_CTX* context, std::uint64_t seed, std::string_view label) {
  const CipherPtr cipher(EVP_CIPHER_fetch(nullptr, "AES-256-CTR", nullptr));
  const auto material = key_material(seed, label);
  Fixed<32> key{};
  const WipeOnExit wipe_key(key);
  const Fixed<16> zeros{};
  return cipher &&
         EVP_Q_digest(nullptr, "SHA256", nullptr, material.data(), material.size(), raw_out(key),
                      nullptr) == 1 &&
         EVP_EncryptInit_ex2(context, cipher.get(), raw(key), raw(zeros), nullptr) == 1;
}

}  // namespace

SeededRng::SeededRng(std::uint64_t seed, std::string_view label)
    : keystream_(EVP_CIPHER_CTX_new()) {
  if (keystream_ && start(keystream_.get(), seed, label)) return;
  keystream_.reset();
  failure();
}

Result<void> SeededRng::fill(ByteSpan out) {
  if (!keystream_) return CryptoError::kBackendFailed;
  if (out.empty()) return {};
  if (out.size() > kMaxInputSize) return CryptoError::kUnsupported;

  std::ranges::fill(out, std::byte{0});
  int written = 0;
  const bool done =
      EVP_EncryptUpdate(keystream_.get(), raw_out(out), &written, raw(out), int_size(out)) == 1 &&
      written == int_size(out);
  if (!done) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
