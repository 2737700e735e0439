#pragma once

#include <memory>
#include <string>

#include "apps/devices/failure.h"
#include "apps/devices/i2c_address.h"
#include "ports/i2c_linux/linux_i2c_bus.h"
#include "ports/i2c_linux/locked_transport.h"
#include "stsafe/link/paced_transport.h"

namespace stsafe::devices {

/// A chip on an I2C bus of this machine: adapter, lock, and a link that learns how fast the chip
/// is. Each exchange holds the lock.
class I2cBoard final : public link::Transport {
 public:
  /// Opens the adapter; nothing is sent. Throws Failure (bus) that says what is wrong with the
  /// adapter and what to do. `clock` must outlive this object.
  ///
  /// After each exchange that failed, `failure_detail` says where it was and what is known besides
  /// its error, as in "/dev/i2c-1, address 0x20: read of 5 bytes: Remote I/O error"; after one that
  /// did not, it is empty.
  I2cBoard(I2cAddress place, link::Clock& clock, std::shared_ptr<std::string> failure_detail,
           const i2c_linux::SystemCalls& calls = i2c_linux::system_calls());

  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

  /// "/dev/i2c-1, address 0x20, 400 kbit/s": for a trace.
  std::string describe() const;

 private:
  std::string explain_failure(Error error) const;

  I2cAddress place_;
  i2c_linux::LinuxI2cBus bus_;
  i2c_linux::AddressLock lock_;
  link::LinkTransport link_;
  link::PacedTransport paced_;
  i2c_linux::LockedTransport locked_;
  std::shared_ptr<std::string> failure_detail_;
};

}  // namespace stsafe::devices
