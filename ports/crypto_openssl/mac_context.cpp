#include "ports/crypto_openssl/mac_context.h"

#include <openssl/params.h>

#include <algorithm>
#include <array>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"

namespace stsafe::crypto_openssl {
namespace {

bool absorb(EVP_MAC_CTX* context, std::span<const ByteView> parts) {
  for (const auto part : parts) {
    if (part.empty()) continue;
    if (EVP_MAC_update(context, raw(part), part.size()) != 1) return false;
  }
  return true;
}

/// Puts a key of zeros in the place of a key that the context would keep until its next use.
class ForgetKeyOnExit {
 public:
  ForgetKeyOnExit(EVP_MAC_CTX* context, std::size_t key_size)
      : context_(context), key_size_(std::min(key_size, kZeros.size())) {}
  ~ForgetKeyOnExit() {
    if (EVP_MAC_init(context_, raw(kZeros), key_size_, nullptr) != 1) failure();
  }
  ForgetKeyOnExit(const ForgetKeyOnExit&) = delete;
  ForgetKeyOnExit& operator=(const ForgetKeyOnExit&) = delete;

 private:
  static constexpr Fixed<32> kZeros{};

  EVP_MAC_CTX* context_;
  std::size_t key_size_;
};

}  // namespace

MacContextPtr mac_context(EVP_MAC* algorithm, const char* name, std::string value) {
  if (algorithm == nullptr) return nullptr;
  MacContextPtr context(EVP_MAC_CTX_new(algorithm));
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(name, value.data(), 0),
      OSSL_PARAM_construct_end(),
  };
  if (!context || EVP_MAC_CTX_set_params(context.get(), parameters.data()) != 1) return nullptr;
  return context;
}

Result<void> compute_mac(EVP_MAC_CTX* context, ByteView key, std::span<const ByteView> parts,
                         ByteSpan mac) {
  if (context == nullptr) return CryptoError::kBackendFailed;
  const ForgetKeyOnExit forget(context, key.size());
  std::size_t written = 0;
  const bool done =
      EVP_MAC_init(context, raw(key), key.size(), nullptr) == 1 && absorb(context, parts) &&
      EVP_MAC_final(context, raw_out(mac), &written, mac.size()) == 1 && written == mac.size();
  if (!done) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
