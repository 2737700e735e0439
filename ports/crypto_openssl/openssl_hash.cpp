#include "ports/crypto_openssl/openssl_hash.h"

#include <utility>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/openssl_bytes.h"

namespace stsafe::crypto_openssl {
namespace {

/// OpenSSL's names, in the order of HashAlgorithm.
constexpr std::array<const char*, kAllHashAlgorithms.size()> kNames{
    "SHA2-256", "SHA2-384", "SHA2-512", "SHA3-256", "SHA3-384", "SHA3-512",
};

}  // namespace

OpensslHashStream::OpensslHashStream() : context_(EVP_MD_CTX_new()) {
  for (std::size_t i = 0; i < digests_.size(); ++i) {
    digests_[i].reset(EVP_MD_fetch(nullptr, kNames[i], nullptr));
    if (!digests_[i]) failure();
  }
  if (!context_) failure();
}

Result<void> OpensslHashStream::start(HashAlgorithm algorithm) {
  abandon();
  const auto& digest = digests_[std::to_underlying(algorithm)];
  if (!context_ || !digest) return CryptoError::kBackendFailed;
  if (EVP_DigestInit_ex2(context_.get(), digest.get(), nullptr) != 1) return failure();
  digest_size_ = digest_size(algorithm);
  return {};
}

Result<void> OpensslHashStream::update(ByteView data) {
  if (digest_size_ == 0) return UsageError::kNotOpen;
  if (data.empty()) return {};
  if (EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1) return {};
  abandon();
  return failure();
}

Result<void> OpensslHashStream::finish(ByteSpan out) {
  if (digest_size_ == 0) return UsageError::kNotOpen;
  if (out.size() != digest_size_) return UsageError::kWrongSize;
  const bool done = EVP_DigestFinal_ex(context_.get(), raw_out(out), nullptr) == 1;
  abandon();
  if (!done) return failure();
  return {};
}

void OpensslHashStream::abandon() {
  digest_size_ = 0;
  if (context_) EVP_MD_CTX_reset(context_.get());  // wipes what it absorbed
}

Result<void> OpensslHash::digest(HashAlgorithm algorithm, std::span<const ByteView> parts,
                                 ByteSpan out) {
  if (out.size() != digest_size(algorithm)) return UsageError::kWrongSize;
  if (const auto done = stream_.start(algorithm); !done) return done.error();
  for (const auto part : parts) {
    if (const auto done = stream_.update(part); !done) return done.error();
  }
  return stream_.finish(out);
}

}  // namespace stsafe::crypto_openssl
