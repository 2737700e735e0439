#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

inline constexpr std::size_t kAesBlockSize = 16;
using AesBlock = Fixed<kAesBlockSize>;

/// Raw AES with a 16- or 32-byte key, no padding. CryptoError::kInvalidKey for other key sizes.
class Aes {
 public:
  /// Encrypts one block in place (ECB).
  virtual Result<void> encrypt_block(ByteView key, AesBlock& block) = 0;
  /// Encrypts in place with CBC; the size of `data` is a multiple of 16.
  virtual Result<void> cbc_encrypt(ByteView key, const AesBlock& iv, ByteSpan data) = 0;
  /// Decrypts in place with CBC; the size of `data` is a multiple of 16.
  virtual Result<void> cbc_decrypt(ByteView key, const AesBlock& iv, ByteSpan data) = 0;

 protected:
  ~Aes() = default;
};

/// Decrypts one block in place (ECB): CBC of one block without a block before it.
inline Result<void> decrypt_block(Aes& aes, ByteView key, AesBlock& block) {
  return aes.cbc_decrypt(key, {}, block);
}

}  // namespace stsafe::crypto
