#pragma once

#include "stsafe/host/ccm_star_key.h"
#include "stsafe/host/chunk_run.h"
#include "stsafe/host/gcm_key.h"

namespace stsafe::host {

/// A message that the chip encrypts piece by piece, with a CCM* or a GCM key (protocol part 02,
/// sections 6.3 and 6.5). The key needs wire::kEncryptChunks (Status::kWrongKeyUsage). The chip has
/// room for one such message, in either direction: starting another one on the same device ends
/// this, and so does a reset of the chip (Status::kSessionError).
///
/// After any error but a UsageError the message is over: it must be encrypted anew, with another
/// nonce. What was encrypted so far is worth nothing without a tag.
class ChunkedEncryption {
 public:
  /// Starts a CCM* message of exactly `message_size` bytes with the next nonce of the source.
  /// UsageError::kOutOfRange for more than 65,535 bytes of message or of associated data, and for
  /// neither message nor tag.
  static Result<ChunkedEncryption> start(const CcmStarKey& key, NonceSource& nonces,
                                         ByteView associated_data, std::size_t message_size);
  /// Starts it with a nonce that the caller vouches for.
  static Result<ChunkedEncryption> start_with(const CcmStarKey& key, const Nonce& nonce,
                                              ByteView associated_data, std::size_t message_size);
  /// Starts a GCM message, which ends where it is finished, with the next IV of the sequence.
  static Result<ChunkedEncryption> start(const GcmKey& key, IvSequence& ivs,
                                         ByteView associated_data);
  /// Starts it with an IV that the caller vouches for.
  static Result<ChunkedEncryption> start_with(const GcmKey& key, const Iv& iv,
                                              ByteView associated_data);

  /// The nonce or IV that is really used, and must travel with the message: with a counter key the
  /// chip has put its counter into it. Shows this object's memory.
  ByteView nonce() const { return nonce_.bytes(); }

  /// Encrypts the next piece, of any size. `ciphertext` is as long and may be the same memory.
  /// UsageError::kWrongSize for another one, or a piece that exceeds the message's size; then the
  /// message goes on. UsageError::kNotOpen if it is over.
  Result<void> update(ByteView plaintext, ByteSpan ciphertext);

  /// Encrypts the last piece, which may be empty, and fills `tag`, of the key's tag size. Errors as
  /// of update(); UsageError::kWrongSize also if the message has not got its size.
  Result<void> finish(ByteView last, ByteSpan ciphertext, ByteSpan tag);
  Result<void> finish(ByteSpan tag) { return finish({}, {}, tag); }

 private:
  ChunkedEncryption(ChunkRun run, const Iv& nonce) : run_(std::move(run)), nonce_(nonce) {}

  Result<void> add_associated_data(ByteView data);
  Result<void> process(ByteView associated_data, ByteView plaintext, ByteSpan ciphertext);

  ChunkRun run_;
  Iv nonce_;
};

}  // namespace stsafe::host
