#pragma once

#include <string_view>
#include <vector>

#include "cose/cbor_reader.h"

namespace stsafe::cose {

/// Appends CBOR items to bytes of the caller, each in its shortest form and of definite length
/// (RFC 8949, section 4.2.1). That the keys of a map are in order is up to the caller.
///
/// What holds secrets must have its memory reserved before: bytes that grow leave copies behind.
class CborWriter {
 public:
  explicit CborWriter(Bytes& out) : out_(out) {}

  void put_integer(std::int64_t number);
  void put_unsigned(std::uint64_t number);
  void put_bool(bool value);
  void put_bytes(ByteView bytes);
  void put_text(std::string_view text);
  void put_label(const Label& label);
  /// Begins a byte string, the bytes of which the caller appends.
  void start_bytes(std::size_t size);
  /// Begins an array, the items of which follow.
  void start_array(std::size_t num_items);
  /// Begins a map: `num_pairs` times a key and a value follow.
  void start_map(std::size_t num_pairs);
  /// Marks the item that follows.
  void put_tag(std::uint64_t tag);
  /// Appends what is CBOR already.
  void put_raw(ByteView item);

 private:
  template <class Encode, class Argument>
  void put_head(Encode encode, Argument argument);

  Bytes& out_;
};

}  // namespace stsafe::cose
