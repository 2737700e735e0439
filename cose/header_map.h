#pragma once

#include <optional>

#include "cose/cbor_writer.h"
#include "cose/labels.h"

namespace stsafe::cose {

/// What a content is: a number of IANA's registry "CoAP Content-Formats", or a media type.
using ContentType = std::variant<std::uint64_t, std::string>;

/// A parameter that this library does not interpret: its value is CBOR as received.
struct OtherParameter {
  Label label;
  Bytes value;

  friend bool operator==(const OtherParameter&, const OtherParameter&) = default;
};

/// One bucket of header parameters (RFC 9052, section 3.1).
struct HeaderMap {
  std::optional<std::int64_t> algorithm{};
  /// Labels that a reader must understand. Only in a protected bucket.
  std::vector<Label> critical{};
  std::optional<ContentType> content_type{};
  std::optional<Bytes> key_id{};
  std::optional<Bytes> iv{};
  std::optional<Bytes> partial_iv{};
  std::vector<OtherParameter> others{};

  bool empty() const { return *this == HeaderMap{}; }
  bool contains(const Label& label) const;
  /// The value of a parameter of `others`; null if there is none.
  const Bytes* other(const Label& label) const;
  /// All labels that are there.
  std::vector<Label> labels() const;

  friend bool operator==(const HeaderMap&, const HeaderMap&) = default;
};

/// No header that is meant well has more parameters, or more critical ones.
inline constexpr std::size_t kMaxParameters = 64;

/// Takes a map of header parameters. Reason::kUnexpected for a label that is there twice and for a
/// parameter of the wrong type, kUnsupported for an algorithm with a text for a name, kTooLarge for
/// more than kMaxParameters; otherwise as CborReader.
Result<HeaderMap> take_header_map(CborReader& reader);

/// Writes the map in deterministic order (RFC 8949, section 4.2.1).
void put_header_map(CborWriter& writer, const HeaderMap& map);

}  // namespace stsafe::cose
