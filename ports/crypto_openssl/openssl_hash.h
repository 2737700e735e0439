#pragma once

#include <array>

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/hash.h"

namespace stsafe::crypto_openssl {

/// SHA-2 and SHA-3 piece by piece, by OpenSSL. UsageError::kNotOpen without start, and again
/// after finish or abandon; UsageError::kWrongSize for another size than the digest's, which
/// leaves the computation as it was.
class OpensslHashStream final : public crypto::HashStream {
 public:
  OpensslHashStream();
  Result<void> start(HashAlgorithm algorithm) override;
  Result<void> update(ByteView data) override;
  Result<void> finish(ByteSpan out) override;
  void abandon() override;

 private:
  std::array<DigestPtr, kAllHashAlgorithms.size()> digests_;
  DigestContextPtr context_;
  std::size_t digest_size_ = 0;  // zero between finish and start
};

/// SHA-2 and SHA-3 by OpenSSL.
class OpensslHash final : public crypto::Hash {
 public:
  Result<void> digest(HashAlgorithm algorithm, std::span<const ByteView> parts,
                      ByteSpan out) override;

 private:
  OpensslHashStream stream_;
};

}  // namespace stsafe::crypto_openssl
