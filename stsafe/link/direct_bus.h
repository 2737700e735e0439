#pragma once

#include "stsafe/link/i2c.h"

namespace stsafe::link {

/// A bus in one process: each transaction becomes the target's events, byte by byte.
class DirectBus final : public I2cBus {
 public:
  explicit DirectBus(I2cTarget& target) : target_(target) {}

  Result<void> write(std::uint8_t address, ByteView data) override {
    if (!target_.on_start(address, false)) return BusError::kNack;
    const bool acknowledged =
        std::ranges::all_of(data, [&](std::byte byte) { return target_.on_write(byte); });
    target_.on_stop();
    if (!acknowledged) return BusError::kNack;
    return {};
  }

  Result<void> read(std::uint8_t address, ByteSpan data) override {
    if (!target_.on_start(address, true)) return BusError::kNack;
    std::ranges::generate(data, [&] { return target_.on_read(); });
    target_.on_stop();
    return {};
  }

 private:
  I2cTarget& target_;
};

}  // namespace stsafe::link
