#pragma once

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/cipher_stream.h"

namespace stsafe::crypto_openssl {

/// The longest IV that OpenSSL's GCM takes.
inline constexpr std::size_t kMaxOpensslIvSize = 128;
/// The longest message of GCM in bytes: 2^39 − 256 bits (SP 800-38D, section 5.2.1.1).
inline constexpr std::uint64_t kMaxGcmMessageSize = (1ULL << 36) - 32;

/// AES-GCM in pieces by OpenSSL itself, at its speed: what a crypto::CipherStream does for IVs of
/// up to kMaxOpensslIvSize bytes. The order of calls is up to the caller.
class OpensslGcmStream {
 public:
  OpensslGcmStream();

  Result<void> start(crypto::CipherDirection direction, ByteView key, ByteView iv);
  Result<void> add_associated_data(ByteView bytes);
  /// CryptoError::kUnsupported beyond what a counter of 32 bits can encrypt.
  Result<void> process(ByteView from, ByteSpan to);
  /// The tag has a size that GCM knows.
  Result<void> finish(ByteSpan tag);
  Result<void> verify(ByteView tag);
  void clear();

 private:
  AesMode mode_;
  CipherContextPtr context_;
  std::uint64_t message_ = 0;  ///< bytes so far
};

}  // namespace stsafe::crypto_openssl
