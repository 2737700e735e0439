#include "apps/devices/device_string.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <vector>

#include "apps/devices/choices.h"
#include "apps/devices/failure.h"

namespace stsafe::devices {
namespace {

constexpr std::string_view kSimulator = "sim:";
constexpr std::string_view kI2c = "i2c:";
constexpr std::string_view kRecord = "record:";
constexpr std::string_view kReplay = "replay:";

DeviceString parse_record(std::string_view text) {
  const auto rest = text.substr(kRecord.size());
  const auto comma = rest.find(',');
  if (comma == 0 || comma == std::string_view::npos || comma + 1 == rest.size()) {
    throw usage_failure(fmt::format(
        "device '{}': what to record is missing; give file and device, as in record:t.pcapng,sim:",
        text));
  }
  const auto inner = rest.substr(comma + 1);
  if (inner.starts_with(kRecord)) {
    throw usage_failure(fmt::format("device '{}': one recording at a time", text));
  }
  auto device = parse_device_string(inner);
  device.record = rest.substr(0, comma);
  return device;
}

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
  if (text.starts_with(kRecord)) return parse_record(text);
  DeviceString device;
  device.kind = text.substr(0, text.find(':'));
  if (text.starts_with(kReplay)) {
    device.replay = text.substr(kReplay.size());
    if (!device.replay->empty()) return device;
    throw usage_failure(
        fmt::format("device '{}': name the recording, as in replay:t.pcapng", text));
  }
  device.socket = socket::parse_endpoint(text);
  if (device.socket) return device;
  if (text.starts_with("tcp:") || text.starts_with("unix:")) {
    throw usage_failure(
        fmt::format("device '{}' is neither tcp:HOST:PORT, with a port up to 65535, nor unix:PATH, "
                    "with a path of at most {} bytes",
                    text, socket::kMaxPathSize));
  }
  if (text.starts_with(kI2c)) {
    device.i2c = parse_i2c_address(text.substr(kI2c.size()));
    if (device.i2c) return device;
    throw usage_failure(
        fmt::format("device '{}' is not i2c:PATH@ADDRESS, as in i2c:/dev/i2c-1@0x20, with an "
                    "address from 0x08 to 0x77, or without one",
                    text));
  }
  if (!text.starts_with(kSimulator)) {
    throw usage_failure(fmt::format(
        "unknown device '{}': known are sim: (a simulated device), with options as in "
        "sim:seed=N, tcp:HOST:PORT and unix:PATH (the socket of a simulator), "
        "i2c:PATH@ADDRESS (a chip on a bus of this machine), replay:FILE (a recording), "
        "and record:FILE,DEVICE (records any of these)",
        text));
  }
  std::vector<std::string> choices;
  auto options = text.substr(kSimulator.size());
  while (!options.empty()) {
    const auto option = options.substr(0, options.find(','));
    options.remove_prefix(std::min(options.size(), option.size() + 1));
    const auto name = option.substr(0, option.find('='));
    const auto value = option.substr(std::min(option.size(), name.size() + 1));
    if (name == "seed" && !device.seed) {
      device.seed = parse_number(value, "seed of the simulated device");
    } else if (name == "profile" && !device.profile && !value.empty()) {
      device.profile = value;
    } else if (name == "state" && !device.state && !value.empty()) {
      device.state = value;
    } else if (name == "ca" && !device.ca && !value.empty()) {
      device.ca = value;
    } else if (name == "ca-key" && !device.ca_key && !value.empty()) {
      device.ca_key = value;
    } else if (name == "choice") {
      choices.emplace_back(value);
    } else {
      throw usage_failure(
          fmt::format("device '{}': '{}' is not an option of sim: (known: seed=N, "
                      "profile=NAME|FILE, state=FILE, ca=FILE, ca-key=FILE, choice=NAME=VALUE)",
                      text, option));
    }
  }
  device.choices = parse_choices(choices);
  return device;
}

}  // namespace stsafe::devices
