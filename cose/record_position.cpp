#include "cose/record_position.h"

namespace stsafe::cose {

namespace {

constexpr std::size_t kNumMembers = 3;

Result<RecordPosition> take_position(CborReader& reader) {
  const auto start = reader;
  const auto num_members = reader.take_array();
  if (!num_members) return num_members.error();
  const auto stream = reader.take_bytes();
  if (!stream) return stream.error();
  const auto number = reader.take_unsigned();
  if (!number) return number.error();
  const auto is_last = reader.take_bool();
  if (!is_last) return is_last.error();
  RecordPosition position{.number = *number, .is_last = *is_last};
  if (*num_members != kNumMembers || stream->size() != position.stream.size()) {
    return start.failure(Reason::kUnexpected, "not [16 bytes, number, bool]");
  }
  copy_bytes(*stream, position.stream);
  return position;
}

}  // namespace

Result<StreamId> new_stream_id(crypto::Rng& rng) {
  StreamId stream{};
  if (const auto filled = rng.fill(stream); !filled) {
    return core_failure(filled.error(), "stream identifier");
  }
  return stream;
}

OtherParameter to_parameter(const RecordPosition& position) {
  OtherParameter parameter{header::kRecordPosition, {}};
  CborWriter writer{parameter.value};
  writer.start_array(kNumMembers);
  writer.put_bytes(position.stream);
  writer.put_unsigned(position.number);
  writer.put_bool(position.is_last);
  return parameter;
}

Result<std::optional<RecordPosition>> position_of(const Headers& headers) {
  const auto* value = headers.protected_map.other(header::kRecordPosition);
  if (value == nullptr) return std::optional<RecordPosition>{};
  CborReader reader{*value};
  const auto position = take_position(reader);
  if (!position) {
    const auto why = position.error();
    return Failure{why.reason, "its position: " + why.message, {}};
  }
  return std::optional{*position};
}

}  // namespace stsafe::cose
