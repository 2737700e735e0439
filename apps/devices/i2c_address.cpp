#include "apps/devices/i2c_address.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>

namespace stsafe::devices {
namespace {

// Below and above, I2C has other uses for addresses.
constexpr unsigned kFirstTarget = 0x08;
constexpr unsigned kLastTarget = 0x77;

std::optional<std::uint8_t> parse_target(std::string_view text) {
  const bool is_hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  if (is_hexadecimal) text.remove_prefix(2);
  unsigned address = 0;
  const auto* end = std::to_address(text.end());
  const auto [stop, error] =
      std::from_chars(std::to_address(text.begin()), end, address, is_hexadecimal ? 16 : 10);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  if (address < kFirstTarget || address > kLastTarget) return std::nullopt;
  return static_cast<std::uint8_t>(address);
}

}  // namespace

std::optional<I2cAddress> parse_i2c_address(std::string_view text) {
  const auto path = text.substr(0, text.rfind('@'));
  if (path.empty() || path.find('\0') != std::string_view::npos) return std::nullopt;
  I2cAddress place{.path = std::string{path}};
  if (path.size() == text.size()) return place;
  const auto address = parse_target(text.substr(path.size() + 1));
  if (!address) return std::nullopt;
  place.address = *address;
  return place;
}

std::string to_string(const I2cAddress& place) {
  return fmt::format("{}, address 0x{:02X}", place.path, place.address);
}

}  // namespace stsafe::devices
