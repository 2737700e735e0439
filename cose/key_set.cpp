#include "cose/key_set.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace stsafe::cose {

namespace {

Result<SymmetricKey> parse_key(ByteView bytes, std::uint64_t offset) {
  CborReader reader{bytes, offset};
  auto key = take_key(reader);
  if (!key) return key;
  if (const auto end = reader.finish(); !end) return end.error();
  return key;
}

Result<KeySet> parse_one_key(ByteView bytes) {
  auto key = parse_key(bytes, 0);
  if (!key) return key.error();
  KeySet set;
  set.keys.push_back(std::move(*key));
  return set;
}

}  // namespace

Result<const SymmetricKey*> KeySet::find(ByteView key_id) const {
  const SymmetricKey* found = nullptr;
  for (const auto& key : keys) {
    if (!std::ranges::equal(key.key_id, key_id)) continue;
    if (found != nullptr) {
      return Failure{Reason::kUnfitKey, "more than one key of the set has this name (kid)", {}};
    }
    found = &key;
  }
  if (found == nullptr) {
    return Failure{Reason::kUnfitKey, "no key of the set has this name (kid)", {}};
  }
  return found;
}

SecretBytes encode_key_set(std::span<const SymmetricKey> keys) {
  auto size = kMaxCborHeadSize;
  for (const auto& key : keys) size += max_encoded_size(key);
  Bytes bytes;
  bytes.reserve(size);
  CborWriter writer{bytes};
  writer.start_array(keys.size());
  for (const auto& key : keys) put_key(writer, key);
  assert(bytes.size() <= size);
  return SecretBytes{std::move(bytes)};
}

Result<KeySet> parse_key_set(ByteView bytes) {
  CborReader reader{bytes};
  const auto num_keys = reader.take_array();
  if (!num_keys) return num_keys.error();
  if (*num_keys == 0) return Failure{Reason::kUnexpected, "a set without any key", {}};
  KeySet set;
  for (std::uint64_t i = 0; i < *num_keys; ++i) {
    const auto offset = reader.offset();
    const auto element = reader.take_item();
    if (!element) return element.error();
    auto key = parse_key(*element, offset);
    if (key) {
      set.keys.push_back(std::move(*key));
    } else {
      set.ignored.push_back(key.error());
    }
  }
  if (const auto end = reader.finish(); !end) return end.error();
  return set;
}

Result<Bytes> seal_key_set(ChipKey& key, host::NonceSource& nonces,
                           std::span<const SymmetricKey> keys, const SealOptions& options) {
  const auto is_wrong = [](const SymmetricKey& k) {
    return k.value.empty() || k.value.size() > kMaxKeySize;
  };
  if (keys.empty() || std::ranges::any_of(keys, is_wrong)) {
    return Failure{
        Reason::kInvalidRequest,
        "a set has at least one key, and a key 1 to " + std::to_string(kMaxKeySize) + " bytes",
        {}};
  }
  auto with_type = options;
  with_type.content_type = content_type::kCoseKeySet;
  return seal_encrypt0(key, nonces, encode_key_set(keys).reveal(), with_type);
}

Result<KeySet> open_key_set(ChipKey& key, ByteView message, const OpenOptions& options) {
  const auto opened = open_encrypt0(key, message, options);
  if (!opened) return opened.error();
  const auto& type = opened->headers.protected_map.content_type;
  const auto plaintext = opened->plaintext.reveal();
  if (type == ContentType{content_type::kCoseKeySet}) return parse_key_set(plaintext);
  if (type == ContentType{content_type::kCoseKey}) return parse_one_key(plaintext);
  return Failure{
      Reason::kUnexpected, "the message is no set of keys: its content type is not 102", {}};
}

}  // namespace stsafe::cose
