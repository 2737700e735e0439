#include "cose/header_map.h"

#include <algorithm>
#include <utility>

namespace stsafe::cose {

namespace {

/// The parameters that a HeaderMap has members for.
Result<void> take_algorithm(CborReader& reader, HeaderMap& map) {
  if (reader.next_is(CborType::kText)) {
    return reader.failure(Reason::kUnsupported, "algorithm with a text for a name");
  }
  const auto number = reader.take_integer();
  if (!number) return number.error();
  map.algorithm = *number;
  return {};
}

Result<void> take_critical(CborReader& reader, HeaderMap& map) {
  const auto start = reader;
  const auto num_labels = reader.take_array();
  if (!num_labels) return num_labels.error();
  if (*num_labels == 0) return start.failure(Reason::kUnexpected, "crit names no parameter");
  if (*num_labels > kMaxParameters) return start.failure(Reason::kTooLarge, "crit is too long");
  for (std::uint64_t i = 0; i < *num_labels; ++i) {
    auto label = reader.take_label();
    if (!label) return label.error();
    map.critical.push_back(std::move(*label));
  }
  return {};
}

Result<void> take_content_type(CborReader& reader, HeaderMap& map) {
  if (reader.next_is(CborType::kText)) {
    const auto text = reader.take_text();
    if (!text) return text.error();
    map.content_type = std::string{*text};
    return {};
  }
  const auto number = reader.take_unsigned();
  if (!number) return number.error();
  map.content_type = *number;
  return {};
}

Result<void> take_bytes(CborReader& reader, std::optional<Bytes>& into) {
  const auto bytes = reader.take_bytes();
  if (!bytes) return bytes.error();
  into.emplace(bytes->begin(), bytes->end());
  return {};
}

Result<void> take_parameter(CborReader& reader, const Label& label, HeaderMap& map) {
  if (label == Label{header::kAlgorithm}) return take_algorithm(reader, map);
  if (label == Label{header::kCritical}) return take_critical(reader, map);
  if (label == Label{header::kContentType}) return take_content_type(reader, map);
  if (label == Label{header::kKeyId}) return take_bytes(reader, map.key_id);
  if (label == Label{header::kIv}) return take_bytes(reader, map.iv);
  if (label == Label{header::kPartialIv}) return take_bytes(reader, map.partial_iv);
  const auto value = reader.take_item();
  if (!value) return value.error();
  map.others.push_back({label, Bytes(value->begin(), value->end())});
  return {};
}

/// A parameter as CBOR: label, value.
using Encoded = std::pair<Bytes, Bytes>;

template <class PutValue>
void add(std::vector<Encoded>& to, const Label& label, PutValue put_value) {
  auto& [key, value] = to.emplace_back();
  CborWriter{key}.put_label(label);
  CborWriter writer{value};
  put_value(writer);
}

void add_bytes(std::vector<Encoded>& to, const Label& label, const std::optional<Bytes>& bytes) {
  if (bytes) add(to, label, [&](CborWriter& w) { w.put_bytes(*bytes); });
}

}  // namespace

std::vector<Label> HeaderMap::labels() const {
  std::vector<Label> all;
  if (algorithm) all.emplace_back(header::kAlgorithm);
  if (!critical.empty()) all.emplace_back(header::kCritical);
  if (content_type) all.emplace_back(header::kContentType);
  if (key_id) all.emplace_back(header::kKeyId);
  if (iv) all.emplace_back(header::kIv);
  if (partial_iv) all.emplace_back(header::kPartialIv);
  for (const auto& parameter : others) all.push_back(parameter.label);
  return all;
}

bool HeaderMap::contains(const Label& label) const {
  return std::ranges::count(labels(), label) != 0;
}

const Bytes* HeaderMap::other(const Label& label) const {
  const auto found = std::ranges::find(others, label, &OtherParameter::label);
  return found == others.end() ? nullptr : &found->value;
}

Result<HeaderMap> take_header_map(CborReader& reader) {
  const auto start = reader;
  const auto num_pairs = reader.take_map();
  if (!num_pairs) return num_pairs.error();
  if (*num_pairs > kMaxParameters) {
    return start.failure(Reason::kTooLarge, "header has too many parameters");
  }
  HeaderMap map;
  for (std::uint64_t i = 0; i < *num_pairs; ++i) {
    const auto at_label = reader;
    const auto label = reader.take_label();
    if (!label) return label.error();
    if (map.contains(*label)) {
      return at_label.failure(Reason::kUnexpected,
                              "header parameter " + to_text(*label) + " is there twice");
    }
    if (const auto taken = take_parameter(reader, *label, map); !taken) return taken.error();
  }
  return map;
}

void put_header_map(CborWriter& writer, const HeaderMap& map) {
  std::vector<Encoded> parameters;
  if (map.algorithm) {
    add(parameters, header::kAlgorithm, [&](CborWriter& w) { w.put_integer(*map.algorithm); });
  }
  if (!map.critical.empty()) {
    add(parameters, header::kCritical, [&](CborWriter& w) {
      w.start_array(map.critical.size());
      for (const auto& label : map.critical) w.put_label(label);
    });
  }
  if (map.content_type) {
    add(parameters, header::kContentType, [&](CborWriter& w) {
      const auto* number = std::get_if<std::uint64_t>(&*map.content_type);
      if (number != nullptr) return w.put_unsigned(*number);
      w.put_text(std::get<std::string>(*map.content_type));
    });
  }
  add_bytes(parameters, header::kKeyId, map.key_id);
  add_bytes(parameters, header::kIv, map.iv);
  add_bytes(parameters, header::kPartialIv, map.partial_iv);
  for (const auto& parameter : map.others) {
    add(parameters, parameter.label, [&](CborWriter& w) { w.put_raw(parameter.value); });
  }
  std::ranges::sort(parameters);
  writer.start_map(parameters.size());
  for (const auto& [label, value] : parameters) {
    writer.put_raw(label);
    writer.put_raw(value);
  }
}

}  // namespace stsafe::cose
