#pragma once

#include "stsafe/crypto/aes.h"

namespace stsafe::crypto_openssl {

/// GHASH (SP 800-38D, section 6.4) over pieces of any size. Its running time does not depend on
/// key and data; it is slow, which a simulated chip may be.
class Ghash {
 public:
  /// Takes the hash subkey: the encrypted zero block.
  void start(const crypto::AesBlock& subkey);
  void add(ByteView bytes);
  /// Fills the last block with zeros.
  void pad();
  /// Adds the block of two sizes, which are given in bytes and hashed in bits.
  void add_sizes(std::uint64_t first, std::uint64_t second);
  crypto::AesBlock value() const;
  void clear();

 private:
  /// An element of GF(2^128): its first coefficient is the highest bit of `high`.
  struct Element {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
  };
  static Element element_of(const crypto::AesBlock& block);
  void multiply();

  Element subkey_;
  Element state_;
  crypto::AesBlock block_{};
  std::size_t used_ = 0;
};

}  // namespace stsafe::crypto_openssl
