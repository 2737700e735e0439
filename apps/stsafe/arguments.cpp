#include "apps/stsafe/arguments.h"

#include <fmt/format.h>

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"
#include "apps/text/hex_text.h"
#include "apps/text/names.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;
constexpr std::size_t kMaxBytes = 65535;

template <class Fits>
Curve parse_curve_that(std::string_view option, const std::string& text, Fits fits) {
  const auto curve = text::find_curve(text);
  if (curve && fits(*curve)) return *curve;
  std::string known;
  for (const auto each : kAllCurves) {
    if (fits(each)) known += fmt::format(" {}", text::name(each));
  }
  throw usage_failure(fmt::format("{}: '{}' is none of{}", option, text, known));
}

}  // namespace

std::vector<std::byte> parse_bytes(std::string_view option, const std::string& text) {
  auto bytes = text::from_hex(text);
  if (!bytes || bytes->size() > kMaxBytes) {
    throw usage_failure(
        fmt::format("{}: '{}' is not bytes in hexadecimal, such as 00ff10", option, text));
  }
  return std::move(*bytes);
}

std::uint64_t parse_number_in(std::string_view option, const std::string& text, std::uint64_t least,
                              std::uint64_t most) {
  const auto number = devices::parse_number(text, option);
  if (number >= least && number <= most) return number;
  throw usage_failure(fmt::format("{}: {} is not from {} to {}", option, number, least, most));
}

wire::SlotNumber parse_slot(const std::string& text, std::string_view option) {
  const auto slot = devices::parse_number(text, option);
  if (slot > UINT8_MAX) throw usage_failure(fmt::format("{}: {} is above 255", option, slot));
  return wire::SlotNumber{static_cast<std::uint8_t>(slot)};
}

host::TagSize parse_tag_size(const std::string& text, std::string_view option) {
  if (text.empty()) return {};
  const auto bytes = devices::parse_number(text, option);
  const auto tag = host::TagSize::of(bytes, host::AcceptWeakTag{});
  if (!tag) throw usage_failure(fmt::format("{}: {} is not 0, 4, 8 or 16", option, bytes));
  return *tag;
}

std::string_view weak_tag_warning(host::TagSize tag) {
  if (!tag.is_weak()) return {};
  if (tag.bytes() == 0) {
    return "warning: with a tag of 0 bytes nothing is authenticated: changes go unnoticed";
  }
  return "warning: a tag of 4 bytes can be forged in 2^32 tries; take 8 or 16 for real use";
}

Curve parse_agreement_curve(const std::string& text, std::string_view option) {
  return parse_curve_that(option, text, [](Curve curve) { return can_agree(curve); });
}

Curve parse_curve(const std::string& text, std::string_view option) {
  return parse_curve_that(option, text, [](Curve) { return true; });
}

}  // namespace stsafe::tool
