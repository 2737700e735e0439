#pragma once

#include <optional>
#include <vector>

#include "stsafe/base/bytes.h"

namespace stsafe::pcapng {

/// One transaction on an I2C bus: START, address and direction, bytes, STOP. As a packet of the
/// link type I2C_LINUX it is the bus (1 byte; the top bit marks events of the controller), flags (4
/// bytes, zero), address and direction as on the wire (1 byte), and the bytes.
struct I2cTransaction {
  std::uint8_t bus = 0;          ///< 0 to 127
  std::uint8_t address = 0;      ///< 7 bits
  bool is_read = false;          ///< the addressed chip sends the bytes
  std::vector<std::byte> bytes;  ///< empty: the address alone, for example not acknowledged
};

std::vector<std::byte> encode_i2c(const I2cTransaction& transaction);

/// Nothing for what is no transaction: an event, or a packet too short for an address.
std::optional<I2cTransaction> decode_i2c(ByteView packet);

}  // namespace stsafe::pcapng
