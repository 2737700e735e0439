#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "stsafe/base/result.h"
#include "stsafe/link/i2c_transaction.h"

namespace stsafe::i2c_preload {

/// Carries a transaction out on a simulated bus; may be called by several threads at once.
using Transfer = std::function<Result<link::I2cOutcome>(link::I2cTransaction transaction)>;

/// An open /dev/i2c-N as Linux' driver i2c-dev shows it, on a simulated bus. Calls answer as that
/// driver does inside the kernel: with a count, or with an errno whose sign is changed.
///
/// A NACK of the address is ENXIO and one of a byte EIO, which is what the kernel's documentation
/// (i2c/fault-codes) and its bit-banging adapters say; some adapters say EREMOTEIO for either. A
/// simulator that is gone is ENODEV, and one that does not answer ETIMEDOUT.
class I2cDev {
 public:
  /// What I2C_FUNCS answers: plain I2C, and of SMBus what finds devices (i2cdetect).
  static const unsigned long kFunctions;

  explicit I2cDev(Transfer transfer) : transfer_(std::move(transfer)) {}

  /// One transaction each, with the address that I2C_SLAVE set.
  long read(ByteSpan data);
  long write(ByteView data);
  /// ioctl(). Timeouts and retries are taken and not needed: a simulated bus does not hang.
  long control(unsigned long request, void* argument);

 private:
  long set_address(unsigned long address);
  long read_write(const void* argument);
  long smbus(const void* argument);
  long transfer(link::I2cTransaction transaction);

  Transfer transfer_;
  std::atomic<std::uint8_t> address_{0};
  std::atomic<bool> has_error_code_{false};  ///< SMBus' PEC is wanted
};

}  // namespace stsafe::i2c_preload
