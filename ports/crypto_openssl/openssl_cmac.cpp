#include "ports/crypto_openssl/openssl_cmac.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>
#include <string>

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"

namespace stsafe::crypto_openssl {
namespace {

/// Returns null if OpenSSL cannot.
MacContextPtr context_with_cipher(EVP_MAC* cmac, std::string cipher) {
  if (cmac == nullptr) return nullptr;
  MacContextPtr context(EVP_MAC_CTX_new(cmac));
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, cipher.data(), 0),
      OSSL_PARAM_construct_end(),
  };
  if (!context || EVP_MAC_CTX_set_params(context.get(), parameters.data()) != 1) return nullptr;
  return context;
}

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
      : context_(context), key_size_(key_size) {}
  ~ForgetKeyOnExit() {
    static constexpr Fixed<32> kZeros{};
    if (EVP_MAC_init(context_, raw(kZeros), key_size_, nullptr) != 1) failure();
  }
  ForgetKeyOnExit(const ForgetKeyOnExit&) = delete;
  ForgetKeyOnExit& operator=(const ForgetKeyOnExit&) = delete;

 private:
  EVP_MAC_CTX* context_;
  std::size_t key_size_;
};

}  // namespace

OpensslCmac::OpensslCmac()
    : cmac_(EVP_MAC_fetch(nullptr, "CMAC", nullptr)),
      with_aes_128_(context_with_cipher(cmac_.get(), "AES-128-CBC")),
      with_aes_256_(context_with_cipher(cmac_.get(), "AES-256-CBC")) {
  if (!with_aes_128_ || !with_aes_256_) failure();
}

Result<void> OpensslCmac::compute(ByteView key, std::span<const ByteView> parts,
                                  crypto::AesBlock& mac) {
  if (!is_aes_key_size(key.size())) return CryptoError::kInvalidKey;
  EVP_MAC_CTX* context = key.size() == 16 ? with_aes_128_.get() : with_aes_256_.get();
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
