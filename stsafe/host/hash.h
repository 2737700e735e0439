#pragma once

#include "stsafe/base/hash_algorithm.h"
#include "stsafe/host/device.h"

namespace stsafe::host {

/// A hash that the chip computes piece by piece, of a message of any length (protocol part 02,
/// section 7). The chip has room for one: starting another one ends this, without a word.
class Hash {
 public:
  explicit Hash(Device& device) : device_(&device) {}

  /// Begins, also anew. Nothing is sent before the first bytes of the message.
  void start(HashAlgorithm algorithm);
  /// Adds a piece of any size. UsageError::kNotOpen before start(); after any error of the chip or
  /// of the link the hash is over.
  Result<void> update(ByteView piece);
  /// Fills `digest`, of the algorithm's digest_size (UsageError::kWrongSize otherwise, and the hash
  /// goes on). A chip may refuse to hash an empty message (trap T-22).
  Result<void> finish(ByteSpan digest);

 private:
  enum class State : std::uint8_t { kIdle, kFresh, kRunning };

  Result<void> send(ByteView piece);

  Device* device_;
  HashAlgorithm algorithm_{};
  State state_ = State::kIdle;
};

/// Hashes a whole message in the chip. `digest` has the algorithm's digest_size
/// (UsageError::kWrongSize otherwise). Errors as for Hash.
Result<void> hash(Device& device, HashAlgorithm algorithm, ByteView message, ByteSpan digest);

}  // namespace stsafe::host
