#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "cose/cbor_head.h"

namespace stsafe::cose {

using Bytes = std::vector<std::byte>;

/// The key of a header parameter or of a member of a COSE_Key.
using Label = std::variant<std::int64_t, std::string>;
/// Shows a label; characters that are not printable become '?'.
std::string to_text(const Label& label);

/// Reads CBOR items out of memory, one after the other. Views show that memory.
///
/// Failures say at which byte, counted from `first_offset`: Reason::kMalformed if the bytes are
/// no CBOR, kTruncated if they end within an item, kUnexpected for an item of another type,
/// kTooLarge if items are nested more than kMaxDepth deep. After a failure the reader stands where
/// it was before the item. Nothing is allocated by what a head announces.
class CborReader {
 public:
  static constexpr unsigned kMaxDepth = 16;

  explicit CborReader(ByteView bytes, std::uint64_t first_offset = 0)
      : bytes_(bytes), first_offset_(first_offset) {}

  bool at_end() const { return position_ == bytes_.size(); }
  /// Where the next item begins.
  std::uint64_t offset() const { return first_offset_ + position_; }
  /// What has not been read.
  ByteView rest() const { return bytes_.subspan(position_); }

  /// Looks at the next item without taking it.
  Result<CborHead> peek() const;
  bool next_is(CborType type) const;

  /// Takes a number. kUnexpected also for what does not fit.
  Result<std::int64_t> take_integer();
  Result<std::uint64_t> take_unsigned();
  Result<bool> take_bool();
  /// Takes a string of definite length.
  Result<ByteView> take_bytes();
  Result<std::string_view> take_text();
  /// Takes a byte string of definite or indefinite length, joined. kTooLarge above `limit` bytes.
  Result<Bytes> take_joined_bytes(std::size_t limit);
  /// Takes the head of an array of definite length: its number of items. kTruncated if there are
  /// not enough bytes left for so many.
  Result<std::uint64_t> take_array();
  /// Takes the head of a map of definite length: its number of pairs. As above.
  Result<std::uint64_t> take_map();
  Result<std::uint64_t> take_tag();
  /// Takes an integer or a text, the keys of COSE.
  Result<Label> take_label();
  /// Takes whatever comes next, of definite or indefinite length, and shows its exact bytes.
  Result<ByteView> take_item();

  /// Ends reading. kUnexpected if bytes are left.
  Result<void> finish() const;

  /// A failure at the next item.
  Failure failure(Reason reason, std::string_view what) const;

 private:
  /// Takes a head of this type and of definite length.
  Result<CborHead> take_head(CborType type);
  Result<ByteView> take_content(CborType type);
  Result<void> skip(unsigned depth);
  Result<void> skip_content(const CborHead& head, unsigned depth);
  Result<void> skip_until_break(const CborHead& head, unsigned depth);

  ByteView bytes_;
  std::uint64_t first_offset_;
  std::size_t position_ = 0;
};

}  // namespace stsafe::cose
