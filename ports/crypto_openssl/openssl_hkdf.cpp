#include "ports/crypto_openssl/openssl_hkdf.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>
#include <string>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr std::size_t kMaxOutputSize = std::size_t{255} * 32;
constexpr std::size_t kMaxInfoSize = 1024;

/// OpenSSL's parameters have one pointer for reading and writing; these are only read. An empty
/// string still needs somewhere to point.
OSSL_PARAM octets(const char* key, ByteView bytes) {
  static std::byte nothing{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  auto* data = bytes.empty() ? &nothing : const_cast<std::byte*>(bytes.data());
  return OSSL_PARAM_construct_octet_string(key, data, bytes.size());
}

}  // namespace

OpensslHkdf::OpensslHkdf()
    : hkdf_(EVP_KDF_fetch(nullptr, "HKDF", nullptr)),
      context_(hkdf_ ? EVP_KDF_CTX_new(hkdf_.get()) : nullptr) {
  if (!context_) failure();
}

Result<void> OpensslHkdf::derive(ByteView salt, ByteView input_key, ByteView info, ByteSpan out) {
  if (out.empty() || out.size() > kMaxOutputSize) return UsageError::kWrongSize;
  if (info.size() > kMaxInfoSize) return CryptoError::kUnsupported;
  if (!context_) return CryptoError::kBackendFailed;

  std::string digest = "SHA256";
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      octets(OSSL_KDF_PARAM_SALT, salt),
      octets(OSSL_KDF_PARAM_KEY, input_key),
      octets(OSSL_KDF_PARAM_INFO, info),
      OSSL_PARAM_construct_end(),
  };
  const bool done =
      EVP_KDF_derive(context_.get(), raw_out(out), out.size(), parameters.data()) == 1;
  EVP_KDF_CTX_reset(context_.get());  // wipes the input key that the context copied
  if (done) return {};
  wipe(out);
  return failure();
}

}  // namespace stsafe::crypto_openssl
