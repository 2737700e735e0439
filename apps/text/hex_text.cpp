#include "apps/text/hex_text.h"

#include <fmt/format.h>

#include <iterator>

#include "stsafe/base/hex.h"

namespace stsafe::text {
namespace {

constexpr std::string_view kSeparators = " \t\r\n:";

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string out;
  for (const auto byte : bytes) {
    fmt::format_to(std::back_inserter(out), "{:02x}", std::to_integer<unsigned>(byte));
  }
  return out;
}

std::string to_hex_list(ByteView bytes) {
  std::string out;
  for (const auto byte : bytes) {
    if (!out.empty()) out += ' ';
    fmt::format_to(std::back_inserter(out), "0x{:02X}", std::to_integer<unsigned>(byte));
  }
  return out;
}

std::optional<std::vector<std::byte>> from_hex(std::string_view text) {
  std::vector<std::byte> out;
  out.reserve(text.size() / 2);
  while (!text.empty()) {
    if (kSeparators.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
      continue;
    }
    if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
    if (text.size() < 2) return std::nullopt;
    const int high = hex_digit_value(text[0]);
    const int low = hex_digit_value(text[1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<std::byte>(high << 4 | low));
    text.remove_prefix(2);
  }
  return out;
}

}  // namespace stsafe::text
