#pragma once

#include <span>

#include "stsafe/base/bytes.h"
#include "stsafe/base/hash_algorithm.h"
#include "stsafe/base/result.h"

namespace stsafe::crypto {

/// SHA-2 and SHA-3 (FIPS 180-4, FIPS 202).
class Hash {
 public:
  /// Hashes the parts, one after the other. `out` has the algorithm's digest size
  /// (UsageError::kWrongSize otherwise).
  virtual Result<void> digest(HashAlgorithm algorithm, std::span<const ByteView> parts,
                              ByteSpan out) = 0;

 protected:
  ~Hash() = default;
};

/// One hash computed piece by piece, for messages that arrive that way.
class HashStream {
 public:
  /// Begins anew, whatever was before.
  virtual Result<void> start(HashAlgorithm algorithm) = 0;
  virtual Result<void> update(ByteView data) = 0;
  /// Writes the digest, of its algorithm's size, and forgets everything.
  virtual Result<void> finish(ByteSpan out) = 0;
  /// Forgets everything.
  virtual void abandon() = 0;

 protected:
  ~HashStream() = default;
};

}  // namespace stsafe::crypto
