#pragma once

#include <cstdint>
#include <optional>

#include "cose/failure.h"
#include "stsafe/base/bytes.h"

namespace stsafe::cose {

/// Where bytes come from, one piece after the other: a file, a pipe, memory. What fails is
/// Reason::kStream, and its message says which source it was and why.
class ByteSource {
 public:
  /// How many bytes there are from the first to the last, if that is known before they are read.
  virtual std::optional<std::uint64_t> size() const = 0;
  /// Gives the next bytes: at least one and at most `most`, or none at the end. Shows memory that
  /// is valid until the next call.
  virtual Result<ByteView> next(std::size_t most) = 0;
  /// Whether seek() is possible: it is for files and memory, and not for pipes.
  virtual bool can_seek() const = 0;
  /// Goes to a byte, counted from the first, that is not behind the end. Fails if it cannot.
  virtual Result<void> seek(std::uint64_t position) = 0;

 protected:
  ~ByteSource() = default;
};

}  // namespace stsafe::cose
