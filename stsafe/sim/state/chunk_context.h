#pragma once

#include "stsafe/crypto/cipher_stream.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::sim {

/// The one message that is on its way through the chip in chunks (part 02, T-36). Key and cipher
/// state are in the crypto::CipherStream.
struct ChunkContext {
  bool open = false;
  crypto::CipherDirection direction{};
  wire::KeyMode mode{};  ///< kCcmStar or kGcm
  std::uint8_t tag_size = 0;
  std::uint32_t total_associated_data = 0;  ///< announced; CCM* only
  std::uint32_t total_message = 0;          ///< announced; CCM* only
  bool total_may_count_tag = false;         ///< decryption of CCM* (trap T-17)
  std::uint64_t associated_data = 0;        ///< bytes so far
  std::uint64_t message = 0;                ///< bytes so far

  void clear() { *this = {}; }
};

}  // namespace stsafe::sim
