#pragma once

#include "apps/stsafe-sim/device_time.h"
#include "stsafe/link/i2c.h"
#include "stsafe/sim/misbehaviour.h"

namespace stsafe::simulator {

/// The chip on its bus, with the faults of sim::Misbehaviour. A fault of an answer lasts until the
/// next command, however often the answer is read.
class MisbehavingTarget final : public link::I2cTarget {
 public:
  MisbehavingTarget(link::I2cTarget& chip, sim::Misbehaviour& misbehaviour, const DeviceTime& time)
      : chip_(chip), misbehaviour_(misbehaviour), time_(time) {}

  bool on_start(std::uint8_t address, bool read) override;
  bool on_write(std::byte byte) override;
  std::byte on_read() override;
  void on_stop() override;

  /// A command came another way, around the bus: its answer has no fault here, but is late.
  void pass_by(link::Microseconds lateness);

 private:
  void end_command();

  link::I2cTarget& chip_;
  sim::Misbehaviour& misbehaviour_;
  const DeviceTime& time_;
  bool is_dropped_ = false;
  bool is_corrupt_ = false;
  bool is_truncated_ = false;
  link::Microseconds late_until_{0};  ///< of the real clock
  std::size_t num_written_ = 0;
  std::size_t num_read_ = 0;
  std::size_t length_ = 0;  ///< the answer's, as far as it has been read
};

}  // namespace stsafe::simulator
