#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stsafe/link/i2c.h"

namespace stsafe::devices {

/// A chip on an I2C bus of this machine.
struct I2cAddress {
  std::string path{};  ///< of the adapter: `/dev/i2c-1`
  std::uint8_t address = link::kDefaultI2cAddress;
};

/// Reads `PATH` or `PATH@ADDRESS`, the address decimal or, after 0x, hexadecimal. Nothing without a
/// path, or if the address is not one that I2C leaves to targets (0x08 to 0x77).
std::optional<I2cAddress> parse_i2c_address(std::string_view text);

/// "/dev/i2c-1, address 0x20"
std::string to_string(const I2cAddress& place);

}  // namespace stsafe::devices
