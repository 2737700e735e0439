#pragma once

#include "stsafe/link/clock.h"
#include "stsafe/link/i2c.h"
#include "stsafe/sim/device.h"
#include "stsafe/sim/timing.h"

namespace stsafe::sim {

/// The chip on an I2C bus. While it executes a command or boots, it does not acknowledge its
/// address; its answer can be read as often as wanted, always from byte 0, with FF past the end.
class Target final : public link::I2cTarget {
 public:
  Target(Device& device, link::Clock& clock, const Timing& timing = typical_timing())
      : device_(device), clock_(clock), time_(timing) {}

  /// Starts the chip, which then boots.
  Result<void, StoreError> power_on();
  void power_off();

  /// How long the last command keeps the chip from acknowledging, from its STOP on.
  link::Microseconds busy_time() const { return busy_time_; }
  /// Until then it does not acknowledge, because it boots, executes or wakes up.
  link::Microseconds ready_at() const { return ready_at_; }

  bool on_start(std::uint8_t address, bool read) override;
  bool on_write(std::byte byte) override;
  std::byte on_read() override;
  void on_stop() override;

 private:
  enum class Transfer : std::uint8_t { kNone, kWrite, kRead };

  /// Ends a sleep if a START does; true if there was one.
  bool was_asleep();
  void fall_asleep();

  Device& device_;
  link::Clock& clock_;
  ChipTime time_;
  link::Microseconds ready_at_{0};
  link::Microseconds busy_time_{0};
  link::Microseconds idle_since_{0};
  Sleep sleep_ = Sleep::kNone;
  Sleep to_come_ = Sleep::kNone;  ///< once the answer has been read
  Transfer transfer_ = Transfer::kNone;
  ByteView response_{};
  std::size_t read_at_ = 0;
  std::size_t received_ = 0;
  /// One more than the device takes, so that it sees a frame that is too long.
  Fixed<Device::kReceiveCapacity + 1> command_{};
};

}  // namespace stsafe::sim
