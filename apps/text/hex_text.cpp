#include "apps/text/hex_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "stsafe/base/hex.h"

namespace stsafe::text {
namespace {

constexpr std::string_view kSeparators = " \t\r\n:";

/// Reads bytes up to the end, or to the first character that is wrong; says where that is.
std::size_t read_hex(std::string_view text, std::vector<std::byte>& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (kSeparators.find(text[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    const auto rest = text.substr(at);
    if (rest.starts_with("0x") || rest.starts_with("0X")) at += 2;
    const auto digit = [&](std::size_t i) {
      return i < text.size() ? hex_digit_value(text[i]) : -1;
    };
    if (digit(at) < 0) return std::min(at, text.size() - 1);
    if (digit(at + 1) < 0) return std::min(at + 1, text.size() - 1);
    out.push_back(static_cast<std::byte>(digit(at) << 4 | digit(at + 1)));
    at += 2;
  }
  return at;
}

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
  if (read_hex(text, out) < text.size()) return std::nullopt;
  return out;
}

std::size_t valid_hex_size(std::string_view text) {
  std::vector<std::byte> ignored;
  return read_hex(text, ignored);
}

}  // namespace stsafe::text
