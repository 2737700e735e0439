#pragma once

#include "ports/crypto_openssl/block_cipher.h"
#include "stsafe/crypto/cipher_stream.h"

namespace stsafe::crypto_openssl {

/// The authenticating half of CCM (RFC 3610, section 2.2) over pieces of any size. Where the size
/// that was announced can be read in two ways, it computes the MAC of both.
class CcmMac {
 public:
  /// Refuses sizes that CCM* does not have.
  Result<void> start(BlockCipher& cipher, ByteView nonce, const crypto::CcmSizes& sizes);
  Result<void> add_associated_data(BlockCipher& cipher, ByteView bytes);
  /// Takes plaintext.
  Result<void> add_message(BlockCipher& cipher, ByteView bytes);
  /// True if `size` more bytes of message were announced.
  bool has_room_for(std::size_t size) const;
  /// Writes the whole tag. UsageError::kWrongSize if less came than was announced.
  Result<void> finish(BlockCipher& cipher, crypto::AesBlock& tag);
  std::size_t tag_size() const { return sizes_.tag; }
  void clear();

 private:
  /// One reading of the announced size.
  struct Reading {
    bool is_possible = false;
    std::uint32_t message_size = 0;
    CbcMac mac;
  };
  Result<void> add_to_all(BlockCipher& cipher, ByteView bytes);
  Result<void> pad_all(BlockCipher& cipher);
  crypto::AesBlock block_with(std::byte flags, std::uint64_t number) const;

  crypto::CcmSizes sizes_{};
  Fixed<13> nonce_{};
  std::size_t nonce_size_ = 0;
  std::array<Reading, 2> readings_{};
  std::size_t associated_data_ = 0;  ///< bytes so far
  std::uint64_t message_ = 0;        ///< bytes so far
};

/// The first block of the keystream that encrypts the message, A1.
crypto::AesBlock ccm_counter_block(ByteView nonce);

}  // namespace stsafe::crypto_openssl
