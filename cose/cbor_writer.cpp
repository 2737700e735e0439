#include "cose/cbor_writer.h"

#include <cbor.h>

#include <array>
#include <cassert>

namespace stsafe::cose {

template <class Encode, class Argument>
void CborWriter::put_head(Encode encode, Argument argument) {
  std::array<unsigned char, kMaxCborHeadSize> head{};
  const auto size = encode(argument, head.data(), head.size());
  assert(size > 0);
  put_raw(std::as_bytes(std::span{head}.first(size)));
}

void CborWriter::put_integer(std::int64_t number) {
  if (number >= 0) return put_head(cbor_encode_uint, static_cast<std::uint64_t>(number));
  put_head(cbor_encode_negint, static_cast<std::uint64_t>(-1 - number));
}

void CborWriter::put_unsigned(std::uint64_t number) { put_head(cbor_encode_uint, number); }

void CborWriter::put_bool(bool value) { put_head(cbor_encode_bool, value); }

void CborWriter::start_bytes(std::size_t size) { put_head(cbor_encode_bytestring_start, size); }

void CborWriter::put_bytes(ByteView bytes) {
  start_bytes(bytes.size());
  put_raw(bytes);
}

void CborWriter::put_text(std::string_view text) {
  put_head(cbor_encode_string_start, text.size());
  put_raw(std::as_bytes(std::span{text}));
}

void CborWriter::put_label(const Label& label) {
  if (const auto* number = std::get_if<std::int64_t>(&label)) return put_integer(*number);
  put_text(std::get<std::string>(label));
}

void CborWriter::start_array(std::size_t num_items) {
  put_head(cbor_encode_array_start, num_items);
}

void CborWriter::start_map(std::size_t num_pairs) { put_head(cbor_encode_map_start, num_pairs); }

void CborWriter::put_tag(std::uint64_t tag) { put_head(cbor_encode_tag, tag); }

void CborWriter::put_raw(ByteView item) { out_.insert(out_.end(), item.begin(), item.end()); }

}  // namespace stsafe::cose
