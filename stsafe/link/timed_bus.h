#pragma once

#include "stsafe/link/clock.h"
#include "stsafe/link/direct_bus.h"

namespace stsafe::link {

/// Eight bits and the one that acknowledges them.
inline constexpr std::uint32_t kClocksPerByte = 9;

/// START and address.
inline constexpr std::uint32_t kAddressClocks = 1 + kClocksPerByte;

/// Clocks of one transaction: START, address, data, STOP.
constexpr std::uint64_t transaction_clocks(std::size_t num_bytes) {
  return kAddressClocks + kClocksPerByte * std::uint64_t{num_bytes} + 1;
}

/// What went over a bus.
struct BusLoad {
  std::uint64_t transactions = 0;  ///< also those whose address was not acknowledged
  std::uint64_t refused = 0;       ///< these
  std::uint64_t bytes = 0;         ///< addresses included
  std::uint64_t clocks = 0;        ///< bits, with START and STOP one each
};

/// Lets events on the bus take their time: nine clocks for a byte or an address, with the bit that
/// acknowledges it, and one each for START and STOP. The target sees each at its end: an address
/// that was sent, a byte that is complete, a STOP that is over. A START that is not acknowledged
/// includes the controller's STOP, which takes no more time if the target is told of it.
class TimedTarget final : public I2cTarget {
 public:
  /// `bit_rate` in bits per second: 100,000 or 400,000 for an STSAFE-A120.
  TimedTarget(I2cTarget& inner, Clock& clock, std::uint32_t bit_rate)
      : inner_(inner), clock_(clock), bit_rate_(bit_rate) {}

  bool on_start(std::uint8_t address, bool read) override;
  bool on_write(std::byte byte) override;
  std::byte on_read() override;
  void on_stop() override;

  const BusLoad& load() const { return load_; }
  std::uint32_t bit_rate() const { return bit_rate_; }

 private:
  void pass(std::uint32_t clocks);
  void pass_byte();

  I2cTarget& inner_;
  Clock& clock_;
  std::uint32_t bit_rate_;
  bool is_stopped_ = false;  ///< by a START that was not acknowledged
  std::uint64_t owed_ = 0;   ///< time too short for the clock, in microseconds × bit rate
  BusLoad load_;
};

/// A bus in one process on which transactions take as long as on a wire.
class TimedBus final : public I2cBus {
 public:
  TimedBus(I2cTarget& target, Clock& clock, std::uint32_t bit_rate)
      : timed_(target, clock, bit_rate), bus_(timed_) {}
  TimedBus(const TimedBus&) = delete;
  TimedBus& operator=(const TimedBus&) = delete;

  Result<void> write(std::uint8_t address, ByteView data) override {
    return bus_.write(address, data);
  }
  Result<void> read(std::uint8_t address, ByteSpan data) override {
    return bus_.read(address, data);
  }

  const BusLoad& load() const { return timed_.load(); }
  std::uint32_t bit_rate() const { return timed_.bit_rate(); }

 private:
  TimedTarget timed_;
  DirectBus bus_;
};

}  // namespace stsafe::link
