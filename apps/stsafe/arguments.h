#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stsafe/base/bytes.h"
#include "stsafe/base/curve.h"
#include "stsafe/host/tag_size.h"
#include "stsafe/wire/symmetric_key.h"

// What a person typed, read strictly. Everything here throws Failure (usage) that names the option.
namespace stsafe::tool {

/// Hexadecimal digits, at most 65,535 bytes.
std::vector<std::byte> parse_bytes(std::string_view option, const std::string& text);
/// A decimal number from `least` to `most`.
std::uint64_t parse_number_in(std::string_view option, const std::string& text, std::uint64_t least,
                              std::uint64_t most);
/// A number up to 255.
wire::SlotNumber parse_slot(const std::string& text, std::string_view option = "--slot");
/// 0, 4, 8 or 16 bytes; empty: 16.
host::TagSize parse_tag_size(const std::string& text, std::string_view option = "--tag-length");
/// A curve that can agree on keys.
Curve parse_agreement_curve(const std::string& text, std::string_view option = "--curve");
/// Any curve.
Curve parse_curve(const std::string& text, std::string_view option = "--curve");
/// The warning that goes with a tag of less than 8 bytes; empty for others.
std::string_view weak_tag_warning(host::TagSize tag);

}  // namespace stsafe::tool
