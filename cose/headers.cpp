#include "cose/headers.h"

#include <algorithm>
#include <utility>

namespace stsafe::cose {

namespace {

/// A map that stands for itself or, if it has no parameters, for nothing.
Result<HeaderMap> parse_protected(ByteView bytes, std::uint64_t offset) {
  if (bytes.empty()) return HeaderMap{};
  CborReader reader{bytes, offset};
  auto map = take_header_map(reader);
  if (!map) return map;
  if (const auto end = reader.finish(); !end) return end.error();
  return map;
}

bool is_known(const Label& label, std::span<const Label> understood) {
  const auto* number = std::get_if<std::int64_t>(&label);
  const auto is_ours =
      number != nullptr && *number >= header::kAlgorithm && *number <= header::kPartialIv;
  return is_ours || std::ranges::count(understood, label) != 0;
}

Result<void> check_critical(const Headers& headers, std::span<const Label> understood) {
  if (!headers.unprotected.critical.empty()) {
    return Failure{Reason::kUnexpected, "crit is not protected", {}};
  }
  for (const auto& label : headers.protected_map.critical) {
    if (!headers.protected_map.contains(label)) {
      return Failure{Reason::kUnexpected,
                     "crit names parameter " + to_text(label) + ", which is not there",
                     {}};
    }
    if (!is_known(label, understood)) {
      return Failure{Reason::kUnsupported, "critical header parameter " + to_text(label), {}};
    }
  }
  return {};
}

Result<void> check(const Headers& headers, std::span<const Label> understood) {
  for (const auto& label : headers.unprotected.labels()) {
    if (headers.protected_map.contains(label)) {
      return Failure{
          Reason::kUnexpected, "header parameter " + to_text(label) + " is in both buckets", {}};
    }
  }
  const auto& [guarded, open, bytes] = headers;
  if ((guarded.iv || open.iv) && (guarded.partial_iv || open.partial_iv)) {
    return Failure{Reason::kUnexpected, "header has both IV and Partial IV", {}};
  }
  return check_critical(headers, understood);
}

std::string_view name(EncryptionContext context) {
  switch (context) {
    case EncryptionContext::kEncrypt0: return "Encrypt0";
    case EncryptionContext::kEncrypt: return "Encrypt";
    case EncryptionContext::kEncryptRecipient: return "Enc_Recipient";
  }
  return "";
}

const Bytes* either(const std::optional<Bytes>& first, const std::optional<Bytes>& second) {
  if (first) return &*first;
  return second ? &*second : nullptr;
}

}  // namespace

const Bytes* Headers::key_id() const { return either(protected_map.key_id, unprotected.key_id); }

const Bytes* Headers::iv() const { return either(protected_map.iv, unprotected.iv); }

const Bytes* Headers::partial_iv() const {
  return either(protected_map.partial_iv, unprotected.partial_iv);
}

const Bytes* Headers::other(const Label& label) const {
  const auto* found = protected_map.other(label);
  return found != nullptr ? found : unprotected.other(label);
}

Bytes encode_protected(const HeaderMap& map) {
  Bytes bytes;
  if (map.empty()) return bytes;
  CborWriter writer{bytes};
  put_header_map(writer, map);
  return bytes;
}

Headers make_headers(HeaderMap protected_map, HeaderMap unprotected) {
  auto bytes = encode_protected(protected_map);
  return {std::move(protected_map), std::move(unprotected), std::move(bytes)};
}

Result<Headers> take_headers(CborReader& reader, std::span<const Label> understood) {
  const auto bytes = reader.take_bytes();
  if (!bytes) return bytes.error();
  auto protected_map = parse_protected(*bytes, reader.offset() - bytes->size());
  if (!protected_map) return protected_map.error();
  auto unprotected = take_header_map(reader);
  if (!unprotected) return unprotected.error();
  Headers headers{std::move(*protected_map), std::move(*unprotected),
                  Bytes(bytes->begin(), bytes->end())};
  if (headers.protected_map.empty()) headers.protected_bytes.clear();
  if (const auto checked = check(headers, understood); !checked) return checked.error();
  return headers;
}

void put_headers(CborWriter& writer, const Headers& headers) {
  writer.put_bytes(headers.protected_bytes);
  put_header_map(writer, headers.unprotected);
}

Result<Bytes> enc_structure(EncryptionContext context, ByteView protected_bytes,
                            ByteView external_aad) {
  Bytes bytes;
  // The sizes alone decide: nothing is copied that would be refused.
  const auto fits = protected_bytes.size() <= kMaxAssociatedDataSize &&
                    external_aad.size() <= kMaxAssociatedDataSize;
  if (fits) {
    CborWriter writer{bytes};
    writer.start_array(3);
    writer.put_text(name(context));
    writer.put_bytes(protected_bytes);
    writer.put_bytes(external_aad);
  }
  if (!fits || bytes.size() > kMaxAssociatedDataSize) {
    return Failure{Reason::kTooLarge,
                   "protected header and external data have together more than " +
                       std::to_string(kMaxAssociatedDataSize) + " bytes",
                   {}};
  }
  return bytes;
}

}  // namespace stsafe::cose
