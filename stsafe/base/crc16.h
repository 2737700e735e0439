#pragma once

#include "stsafe/base/bytes.h"

namespace stsafe {

/// CRC-16/X-25: polynomial 0x1021 reflected, initial value and final XOR 0xFFFF
/// (protocol part 01, section 1.4). Feed it in pieces, then ask for the value.
class Crc16 {
 public:
  constexpr Crc16& add(ByteView bytes) {
    for (const auto byte : bytes) step(std::to_integer<std::uint8_t>(byte));
    return *this;
  }
  constexpr std::uint16_t value() const { return static_cast<std::uint16_t>(~state_); }

 private:
  // Eight steps of the shift register at once, without a table.
  constexpr void step(std::uint8_t byte) {
    auto mix = static_cast<std::uint8_t>(byte ^ state_);
    mix = static_cast<std::uint8_t>(mix ^ (mix << 4));
    state_ = static_cast<std::uint16_t>((state_ >> 8) ^ (mix << 8) ^ (mix << 3) ^ (mix >> 4));
  }
  std::uint16_t state_ = 0xFFFF;
};

constexpr std::uint16_t crc16(ByteView bytes) { return Crc16{}.add(bytes).value(); }

}  // namespace stsafe
