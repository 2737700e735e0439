#pragma once

#include "ports/crypto_openssl/aes_mode.h"
#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/aes.h"

namespace stsafe::crypto_openssl {

/// AES under one key, block by block: what modes are made of that OpenSSL cannot do in pieces.
class BlockCipher {
 public:
  BlockCipher();

  /// CryptoError::kInvalidKey unless the key has 16 or 32 bytes.
  Result<void> set_key(ByteView key);
  /// Encrypts in place. To be called with a key set.
  Result<void> encrypt(crypto::AesBlock& block);
  void forget();

 private:
  AesMode ecb_;
  CipherContextPtr context_;
};

/// Counter mode over pieces of any size.
class Keystream {
 public:
  /// The last `counter_size` bytes of the block count up, and wrap by themselves.
  void start(const crypto::AesBlock& first, std::size_t counter_size);
  /// `to` has the size of `from` and may be the same memory.
  Result<void> apply(BlockCipher& cipher, ByteView from, ByteSpan to);
  void clear();

 private:
  void count();

  crypto::AesBlock counter_{};
  crypto::AesBlock stream_{};
  std::size_t counter_size_ = 0;
  std::size_t used_ = crypto::kAesBlockSize;  ///< of `stream_`
};

/// CBC-MAC over pieces of any size.
class CbcMac {
 public:
  Result<void> add(BlockCipher& cipher, ByteView bytes);
  /// Fills the last block with zeros.
  Result<void> pad(BlockCipher& cipher);
  const crypto::AesBlock& value() const { return state_; }
  void clear();

 private:
  crypto::AesBlock state_{};
  std::size_t used_ = 0;
};

}  // namespace stsafe::crypto_openssl
