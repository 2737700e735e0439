#pragma once

#include "cose/source_reader.h"

namespace stsafe::cose {

/// The content of one CBOR byte string of any size, of definite length or in chunks, as a source of
/// its own. Reason::kMalformed or kUnexpected for what is no such string, kTruncated if it is cut
/// off.
class FramedBytes final : public ByteSource {
 public:
  /// The reader stands at the byte string, and behind it when all was taken. `size` is that of its
  /// content, if the caller knows it from elsewhere.
  explicit FramedBytes(SourceReader& reader, std::optional<std::uint64_t> size = {})
      : reader_(&reader), size_(size) {}

  /// Takes the string's head, as the first call below does.
  Result<void> start();
  /// Passes over all that is left. The number of bytes of content.
  Result<std::uint64_t> skip_all();

  /// Known if the caller knew it, and of a string of definite length that was started.
  std::optional<std::uint64_t> size() const override { return size_; }
  Result<ByteView> next(std::size_t most) override;
  bool can_seek() const override { return false; }
  Result<void> seek(std::uint64_t position) override;

 private:
  enum class State : std::uint8_t { kBefore, kWithin, kAfter };

  Result<CborHead> take_head();
  /// Goes on to the next byte of content, or to the end.
  Result<void> advance();

  SourceReader* reader_;
  State state_ = State::kBefore;
  bool in_chunks_ = false;
  /// In a row: they add nothing, and whoever sends them for ever must not be read for ever.
  std::uint32_t num_empty_chunks_ = 0;
  std::uint64_t left_ = 0;  ///< of this chunk
  std::optional<std::uint64_t> size_;
};

}  // namespace stsafe::cose
