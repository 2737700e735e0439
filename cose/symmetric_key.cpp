#include "cose/symmetric_key.h"

#include <algorithm>

#include "cose/labels.h"

namespace stsafe::cose {

namespace {

constexpr std::int64_t kSymmetric = 4;
constexpr std::uint64_t kMostMembers = 64;

Result<void> take_type(CborReader& reader) {
  const auto start = reader;
  const auto type = reader.take_label();
  if (!type) return type.error();
  if (*type == Label{kSymmetric}) return {};
  return start.failure(Reason::kUnsupported, "key of type " + cose::to_text(*type));
}

Result<void> take_key_algorithm(CborReader& reader, SymmetricKey& key) {
  if (reader.next_is(CborType::kText)) {
    return reader.failure(Reason::kUnsupported, "algorithm with a text for a name");
  }
  const auto number = reader.take_integer();
  if (!number) return number.error();
  key.algorithm = *number;
  return {};
}

Result<void> take_operations(CborReader& reader, SymmetricKey& key) {
  const auto start = reader;
  const auto num_operations = reader.take_array();
  if (!num_operations) return num_operations.error();
  if (*num_operations == 0) return start.failure(Reason::kUnexpected, "key_ops is empty");
  if (*num_operations > kMostMembers) {
    return start.failure(Reason::kTooLarge, "key_ops is too long");
  }
  for (std::uint64_t i = 0; i < *num_operations; ++i) {
    const auto operation = reader.take_integer();
    if (!operation) return operation.error();
    key.operations.push_back(*operation);
  }
  return {};
}

Result<void> take_value(CborReader& reader, SymmetricKey& key) {
  const auto start = reader;
  const auto value = reader.take_bytes();
  if (!value) return value.error();
  if (value->size() > kMaxKeySize) {
    return start.failure(Reason::kTooLarge,
                         "key of more than " + std::to_string(kMaxKeySize) + " bytes");
  }
  key.value = SecretBytes{*value};
  return {};
}

Result<void> take_member(CborReader& reader, const Label& label, SymmetricKey& key) {
  if (label == Label{key_member::kType}) return take_type(reader);
  if (label == Label{key_member::kAlgorithm}) return take_key_algorithm(reader, key);
  if (label == Label{key_member::kOperations}) return take_operations(reader, key);
  if (label == Label{key_member::kValue}) return take_value(reader, key);
  if (label == Label{key_member::kKeyId}) {
    const auto key_id = reader.take_bytes();
    if (!key_id) return key_id.error();
    key.key_id.assign(key_id->begin(), key_id->end());
    return {};
  }
  const auto unknown = reader.take_item();
  if (!unknown) return unknown.error();
  return {};
}

}  // namespace

Result<SymmetricKey> take_key(CborReader& reader) {
  const auto start = reader;
  const auto num_members = reader.take_map();
  if (!num_members) return num_members.error();
  if (*num_members > kMostMembers) {
    return start.failure(Reason::kTooLarge, "key has too many members");
  }
  SymmetricKey key;
  std::vector<Label> labels;
  for (std::uint64_t i = 0; i < *num_members; ++i) {
    const auto at_label = reader;
    auto label = reader.take_label();
    if (!label) return label.error();
    if (std::ranges::count(labels, *label) != 0) {
      return at_label.failure(Reason::kUnexpected,
                              "member " + to_text(*label) + " of the key is there twice");
    }
    if (const auto taken = take_member(reader, *label, key); !taken) return taken.error();
    labels.push_back(std::move(*label));
  }
  if (std::ranges::count(labels, Label{key_member::kType}) == 0) {
    return start.failure(Reason::kUnexpected, "key has no type (kty)");
  }
  if (key.value.empty()) return start.failure(Reason::kUnexpected, "key has no value (k)");
  return key;
}

void put_key(CborWriter& writer, const SymmetricKey& key) {
  const auto num_members = 2U + (key.key_id.empty() ? 0U : 1U) + (key.algorithm ? 1U : 0U) +
                           (key.operations.empty() ? 0U : 1U);
  writer.start_map(num_members);
  writer.put_integer(key_member::kType);
  writer.put_integer(kSymmetric);
  if (!key.key_id.empty()) {
    writer.put_integer(key_member::kKeyId);
    writer.put_bytes(key.key_id);
  }
  if (key.algorithm) {
    writer.put_integer(key_member::kAlgorithm);
    writer.put_integer(*key.algorithm);
  }
  if (!key.operations.empty()) {
    writer.put_integer(key_member::kOperations);
    writer.start_array(key.operations.size());
    for (const auto operation : key.operations) writer.put_integer(operation);
  }
  writer.put_integer(key_member::kValue);
  writer.put_bytes(key.value.reveal());
}

std::size_t max_encoded_size(const SymmetricKey& key) {
  // The map's head, five labels of a byte, kty, and the heads of alg, kid, key_ops and k.
  constexpr auto kFixed = kMaxCborHeadSize + 5 + 1 + 4 * kMaxCborHeadSize;
  return kFixed + key.key_id.size() + key.operations.size() * kMaxCborHeadSize + key.value.size();
}

}  // namespace stsafe::cose
