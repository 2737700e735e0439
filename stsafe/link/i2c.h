#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/result.h"

namespace stsafe::link {

/// The chip's 7-bit address as delivered.
inline constexpr std::uint8_t kDefaultI2cAddress = 0x20;

/// The controller's side of an I2C bus. Each call is one transaction, START to STOP.
class I2cBus {
 public:
  /// Writes all of `data`. BusError::kNack if the address or a byte is not acknowledged.
  virtual Result<void> write(std::uint8_t address, ByteView data) = 0;
  /// Fills `data`. BusError::kNack if the address is not acknowledged.
  virtual Result<void> read(std::uint8_t address, ByteSpan data) = 0;

 protected:
  ~I2cBus() = default;
};

/// The target's side: what happens on the bus, event by event.
class I2cTarget {
 public:
  /// START with a write or read address. True to acknowledge; false is a NACK, and no other event
  /// of this transaction follows.
  virtual bool on_start(std::uint8_t address, bool read) = 0;
  /// A byte written by the controller. True to acknowledge.
  virtual bool on_write(std::byte byte) = 0;
  /// A byte wanted by the controller.
  virtual std::byte on_read() = 0;
  virtual void on_stop() = 0;

 protected:
  ~I2cTarget() = default;
};

}  // namespace stsafe::link
