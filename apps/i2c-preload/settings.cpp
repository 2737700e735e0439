#include "apps/i2c-preload/settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "apps/devices/device_string.h"
#include "apps/devices/failure.h"

namespace stsafe::i2c_preload {
namespace {

SimulatedAdapter parse_adapter(std::string_view text) {
  const auto equals = text.find('=');
  if (!text.starts_with('/') || equals == std::string_view::npos) {
    throw devices::usage_failure(
        fmt::format("'{}' is not PATH=DEVICE, as in /dev/i2c-7=unix:/tmp/bus.sock", text));
  }
  SimulatedAdapter adapter{.path = std::string{text.substr(0, equals)},
                           .device = std::string{text.substr(equals + 1)}};
  const auto device = devices::parse_device_string(adapter.device);
  if (!device.socket && !adapter.device.starts_with("sim:")) {
    throw devices::usage_failure(fmt::format(
        "'{}' is neither sim: nor a bus socket (tcp:HOST:PORT, unix:PATH)", adapter.device));
  }
  return adapter;
}

}  // namespace

std::vector<SimulatedAdapter> parse_settings(std::string_view text) {
  std::vector<SimulatedAdapter> adapters;
  while (!text.empty()) {
    const auto end = std::min(text.find(",/"), text.size());
    auto adapter = parse_adapter(text.substr(0, end));
    if (std::ranges::find(adapters, adapter.path, &SimulatedAdapter::path) != adapters.end()) {
      throw devices::usage_failure(fmt::format("'{}' is there twice", adapter.path));
    }
    adapters.push_back(std::move(adapter));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return adapters;
}

}  // namespace stsafe::i2c_preload
