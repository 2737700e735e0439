#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

enum class CipherDirection : std::uint8_t { kEncrypt, kDecrypt };

/// What CCM authenticates before anything else, and so must be known at the start.
struct CcmSizes {
  std::size_t associated_data = 0;  ///< up to 65,535 bytes
  std::uint32_t message = 0;        ///< below 2^(8 × (15 − nonce size))
  std::size_t tag = 0;              ///< 0, 4, 8 or 16
  /// `message` may count the tag, too: which of the two was meant shows at the end (trap T-17 of
  /// protocol part 02). For decryption only.
  bool message_may_count_tag = false;
};

/// One AES-CCM* or AES-GCM computed piece by piece, for messages that arrive that way: started,
/// then associated data, then the message, then finished or verified. Pieces may be of any size,
/// also empty. Decryption hands out what nobody has vouched for until verify() succeeds.
///
/// UsageError::kNotOpen for whatever does not follow a start, or comes in another order. Any other
/// failure forgets everything, as the end does.
class CipherStream {
 public:
  /// Begins CCM* anew, whatever was before. The nonce has 7 to 13 bytes; CryptoError::kUnsupported
  /// for other sizes, also of tag and message; CryptoError::kInvalidKey for a key that has not 16
  /// or 32 bytes.
  virtual Result<void> start_ccm(CipherDirection direction, ByteView key, ByteView nonce,
                                 const CcmSizes& sizes) = 0;
  /// Begins GCM anew, whatever was before. The IV has at least one byte.
  virtual Result<void> start_gcm(CipherDirection direction, ByteView key, ByteView iv) = 0;
  /// UsageError::kWrongSize if CCM was told of less.
  virtual Result<void> add_associated_data(ByteView bytes) = 0;
  /// Encrypts or decrypts the next piece. `to` has the size of `from` and may be the same memory.
  /// UsageError::kWrongSize if the sizes differ, or if CCM was told of less.
  virtual Result<void> process(ByteView from, ByteSpan to) = 0;
  /// Ends an encryption with its tag: for CCM of the size that was announced, for GCM of 4, 8 or 12
  /// to 16 bytes. UsageError::kWrongSize if CCM was told of more data than came.
  virtual Result<void> finish(ByteSpan tag) = 0;
  /// Ends a decryption: CryptoError::kNotAuthentic if the tag does not verify. Sizes as for
  /// finish().
  virtual Result<void> verify(ByteView tag) = 0;
  /// Forgets everything.
  virtual void abandon() = 0;

 protected:
  ~CipherStream() = default;
};

}  // namespace stsafe::crypto
