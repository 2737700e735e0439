#pragma once

#include "stsafe/base/wipe.h"
#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/chunk_run.h"
#include "stsafe/host/gcm_key.h"

namespace stsafe::host {

/// A message that the chip decrypts piece by piece, with a CCM* or a GCM key (protocol part 02,
/// sections 6.3 and 6.5). The key needs wire::kDecryptChunks (Status::kWrongKeyUsage). The chip has
/// room for one such message, in either direction: starting another one on the same device ends
/// this, and so does a reset of the chip (Status::kSessionError).
///
/// The chip gives out plaintext before it has seen the tag: whoever sent the message may have
/// chosen any bit of it. So the plaintext gathers in the caller's `room`, and only finish() says
/// where it is. If the tag is wrong, after any other error but a UsageError, and if finish() was
/// never called, what was written into the room is wiped.
class ChunkedDecryption {
 public:
  /// Starts a CCM* message of exactly `ciphertext_size` bytes, the tag not counted. `room` must
  /// outlive this object, and may be the memory of the ciphertext. UsageError::kOutOfRange for more
  /// than 65,535 bytes of ciphertext or of associated data, and for neither ciphertext nor tag.
  static Result<ChunkedDecryption> start(const CcmStarKey& key, const Nonce& nonce,
                                         ByteView associated_data, std::size_t ciphertext_size,
                                         ByteSpan room);
  /// Starts a GCM message, which ends where it is finished.
  static Result<ChunkedDecryption> start(const GcmKey& key, const Iv& iv, ByteView associated_data,
                                         ByteSpan room);
  ChunkedDecryption(ChunkedDecryption&& other) noexcept;
  ChunkedDecryption& operator=(ChunkedDecryption&&) = delete;
  ~ChunkedDecryption() { wipe_room(); }

  /// Decrypts the next piece, of any size. UsageError::kWrongSize if it does not fit the room or
  /// exceeds the message's size; then the message goes on. UsageError::kNotOpen if it is over.
  Result<void> update(ByteView ciphertext);

  /// Gives out what has gathered, and makes room for more: for messages that are larger than
  /// memory. Nobody has vouched for these bytes. Keep them where they can be thrown away, act on
  /// none of them, and throw them away unless finish() succeeds. Valid until the next call.
  ByteView take_unverified();

  /// Decrypts the last piece, which may be empty, and lets the chip verify the tag, of the key's
  /// tag size. Returns the whole plaintext, in the room (without what was taken before); from now
  /// on it is the caller's. With a tag of 0 bytes nothing was verified.
  ///
  /// CryptoError::kNotAuthentic if the tag is wrong. Other errors as of update();
  /// UsageError::kWrongSize also if the message has not got its size.
  Result<ByteView> finish(ByteView last, ByteView tag);
  Result<ByteView> finish(ByteView tag) { return finish({}, tag); }

 private:
  ChunkedDecryption(ChunkRun run, ByteSpan room) : run_(std::move(run)), room_(room) {}

  Result<void> add_associated_data(ByteView data);
  Result<void> process(ByteView associated_data, ByteView ciphertext);
  Result<void> check_room(std::size_t size) const;
  /// Where the next plaintext goes.
  ByteSpan extend(std::size_t size);
  Error fail(Error why);
  void wipe_room();

  ChunkRun run_;
  ByteSpan room_;
  std::size_t size_ = 0;     ///< what has gathered
  std::size_t written_ = 0;  ///< as far as the room was ever written
};

}  // namespace stsafe::host
