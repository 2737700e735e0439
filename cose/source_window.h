#pragma once

#include "cose/byte_source.h"
#include "cose/cbor_reader.h"

namespace stsafe::cose {

/// The bytes of a source that have been read and not yet dropped, in one piece.
class SourceWindow {
 public:
  explicit SourceWindow(ByteSource& source) : source_(&source) {}

  /// Reads on until there are `size` bytes, and no further than the source gives at once. False if
  /// the source ends before.
  Result<bool> fill(std::size_t size);
  /// Shows memory that is valid until the next fill().
  ByteView bytes() const { return ByteView{bytes_}.subspan(dropped_); }
  /// Where they are in the source.
  std::uint64_t offset() const { return offset_; }
  /// Lets go of the first `size` bytes.
  void drop(std::size_t size);

 private:
  static constexpr std::size_t kMostAtOnce = 65536;

  ByteSource* source_;
  Bytes bytes_;
  std::size_t dropped_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace stsafe::cose
