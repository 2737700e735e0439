#pragma once

#include <atomic>
#include <string>

#include "ports/i2c_linux/fault_codes.h"
#include "ports/i2c_linux/system_calls.h"
#include "stsafe/link/clock.h"
#include "stsafe/link/i2c.h"

namespace stsafe::i2c_linux {

/// Why an adapter cannot be used.
enum class OpenError : std::uint8_t {
  kMissing = 1,  ///< there is no such file, or no adapter behind it
  kForbidden,    ///< the file may not be opened for reading and writing
  kNoI2cBus,     ///< the file is something else
  kSmbusOnly,    ///< the adapter cannot do plain I2C transactions (I2C_FUNC_I2C)
  kFailed,       ///< another reason, which detail() tells
};

struct I2cOptions {
  /// How long one transaction may take (I2C_TIMEOUT, in steps of 10 ms; 1 s is the kernel's own).
  /// The longest frame takes 70 ms at 100 kbit/s. A setting of the adapter: it also holds for
  /// others that use it, and stays.
  std::chrono::milliseconds transaction_timeout{1000};
  /// How often a transaction is repeated at once that lost arbitration, or a read that was
  /// interrupted.
  int max_repeats = 5;
  /// Once true, no further transaction is begun. Must outlive the bus; null: never.
  const std::atomic<bool>* cancelled = nullptr;
};

/// An adapter of the Linux kernel, `/dev/i2c-N`. Each call is one transaction and ends within
/// (1 + max_repeats) × transaction_timeout, as far as the adapter's driver keeps to it.
///
/// Errors besides those of link::I2cBus: BusError::kCancelled, and what bus_error() says.
class LinuxI2cBus final : public link::I2cBus {
 public:
  explicit LinuxI2cBus(I2cOptions options = {}, SystemCalls calls = system_calls())
      : calls_(std::move(calls)), options_(options) {}
  ~LinuxI2cBus() { close(); }
  LinuxI2cBus(const LinuxI2cBus&) = delete;
  LinuxI2cBus& operator=(const LinuxI2cBus&) = delete;

  /// Opens the adapter and sets its bounds: one transaction per call, no repeats of its own.
  Result<void, OpenError> open(const std::string& path);
  void close();
  /// The open file; -1: none.
  int descriptor() const { return descriptor_; }

  Result<void> write(std::uint8_t address, ByteView data) override;
  Result<void> read(std::uint8_t address, ByteSpan data) override;

  /// What failed last, for a person: "read of 5 bytes: Remote I/O error". Empty after a success.
  std::string detail() const;

 private:
  enum class Call : std::uint8_t { kNone, kOpen, kWrite, kRead };

  OpenError fail_to_open(OpenError error, int code);
  Result<void> transfer(Direction direction, i2c_msg& message);

  SystemCalls calls_;
  I2cOptions options_;
  int descriptor_ = -1;
  // What failed last: put into words only when somebody asks, for polling fails often.
  Call failed_call_ = Call::kNone;
  std::size_t failed_size_ = 0;
  int failed_code_ = 0;
};

}  // namespace stsafe::i2c_linux
