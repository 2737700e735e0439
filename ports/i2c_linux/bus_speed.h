#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace stsafe::i2c_linux {

/// The bit rate of an adapter in bit/s, as its node of the device tree says (`clock-frequency`).
/// Nothing if there is no such entry, as on a PC or for a USB adapter, or if `path` is no device.
/// The kernel has no call that tells or sets it. `sysfs` is where /sys is.
std::optional<std::uint32_t> bus_speed(const std::string& path, const std::string& sysfs = "/sys");

}  // namespace stsafe::i2c_linux
