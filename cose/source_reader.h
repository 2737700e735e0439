#pragma once

#include "cose/byte_source.h"
#include "cose/cbor_reader.h"

namespace stsafe::cose {

/// Reads a source with a look ahead, and counts.
class SourceReader {
 public:
  /// The source must outlive this object, which alone may use it meanwhile. It stands at `offset`.
  explicit SourceReader(ByteSource& source, std::uint64_t offset = 0)
      : source_(&source), offset_(offset) {}

  /// Where the next byte is.
  std::uint64_t offset() const { return offset_; }
  bool can_seek() const { return source_->can_seek(); }

  /// Shows the next bytes without taking them: `size` of them, fewer only at the end. Shows memory
  /// that is valid until the next call.
  Result<ByteView> peek(std::size_t size);
  /// Takes bytes that peek() has shown.
  void drop(std::size_t size);
  /// Takes the next bytes, at least one and at most `most`; none at the end. Memory as for peek().
  Result<ByteView> take(std::size_t most);
  /// Passes over bytes, without reading them if the source can seek. Reason::kTruncated if there
  /// are not so many.
  Result<void> skip(std::uint64_t size);

 private:
  Result<void> skip_by_reading(std::uint64_t size);
  Failure ends_here() const;

  ByteSource* source_;
  std::uint64_t offset_;
  Bytes ahead_;            ///< bytes that were read and may not have been taken
  std::size_t taken_ = 0;  ///< of `ahead_`
};

}  // namespace stsafe::cose
