#pragma once

#include "ports/crypto_openssl/block_cipher.h"
#include "ports/crypto_openssl/ghash.h"

namespace stsafe::crypto_openssl {

/// The authenticating half of GCM (SP 800-38D, section 7) over pieces of any size, and the counter
/// blocks that an IV of any size gives.
class GcmMac {
 public:
  Result<void> start(BlockCipher& cipher, ByteView iv);
  /// The counter block of the message's first block. Its last four bytes count.
  crypto::AesBlock first_counter_block() const;

  void add_associated_data(ByteView bytes);
  /// Takes ciphertext. CryptoError::kUnsupported beyond what a counter of 32 bits can encrypt.
  Result<void> add_message(ByteView bytes);
  Result<void> finish(BlockCipher& cipher, crypto::AesBlock& tag);
  void clear();

 private:
  Ghash hash_;
  crypto::AesBlock start_{};           ///< J0
  std::uint64_t associated_data_ = 0;  ///< bytes so far
  std::uint64_t message_ = 0;          ///< bytes so far
};

}  // namespace stsafe::crypto_openssl
