#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stsafe::i2c_preload {

/// A path that a program opens, and what it finds there instead of an adapter.
struct SimulatedAdapter {
  std::string path;    ///< for example /dev/i2c-7; need not exist
  std::string device;  ///< a bus socket, tcp: or unix:; or a simulator of this process, sim:
};

/// Reads the value of STSAFE_I2C: PATH=DEVICE, several separated by commas. The options of `sim:`
/// have commas of their own; after the one that separates comes a path, which begins with a slash.
/// Throws Failure (usage) that says what is wrong.
std::vector<SimulatedAdapter> parse_settings(std::string_view text);

}  // namespace stsafe::i2c_preload
