#include "apps/devices/device_string.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "apps/devices/failure.h"

namespace stsafe::devices {
namespace {

constexpr std::string_view kSimulator = "sim:";

}  // namespace

std::uint64_t parse_number(std::string_view text, std::string_view what) {
  std::uint64_t value = 0;
  const auto* end = std::to_address(text.end());
  const auto [stop, error] = std::from_chars(std::to_address(text.begin()), end, value);
  if (text.empty() || error != std::errc{} || stop != end) {
    throw usage_failure(fmt::format("{}: '{}' is not a number from 0 to 2^64 - 1", what, text));
  }
  return value;
}

DeviceString parse_device_string(std::string_view text) {
  if (!text.starts_with(kSimulator)) {
    throw usage_failure(fmt::format(
        "unknown device '{}': known are sim: and sim:seed=N (a simulated device)", text));
  }
  DeviceString device;
  auto options = text.substr(kSimulator.size());
  while (!options.empty()) {
    const auto option = options.substr(0, options.find(','));
    options.remove_prefix(std::min(options.size(), option.size() + 1));
    const auto equals = option.find('=');
    if (equals == std::string_view::npos || option.substr(0, equals) != "seed" || device.seed) {
      throw usage_failure(
          fmt::format("device '{}': '{}' is not an option of sim: (known: seed=N)", text, option));
    }
    device.seed = parse_number(option.substr(equals + 1), "seed of the simulated device");
  }
  return device;
}

}  // namespace stsafe::devices
