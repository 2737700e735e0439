#pragma once

#include "stsafe/link/clock.h"
#include "stsafe/link/i2c_transaction.h"
#include "stsafe/sim/target.h"

namespace stsafe::sim {

/// The chip as somebody sees it who has a bus: whole transactions, each with what the chip did and
/// did not acknowledge.
class BusPort {
 public:
  /// What happens when the chip is addressed while it boots, executes or wakes up.
  enum class Busy : std::uint8_t {
    kNotAcknowledged,  ///< as on a real bus
    kSkipped,          ///< its clock moves on to when it is ready: nobody ever sees it busy
  };

  /// `clock` must be the chip's. `target` is the chip, or something in front of it.
  BusPort(link::I2cTarget& target, const Target& chip, link::VirtualClock& clock, Busy busy)
      : target_(target), chip_(chip), clock_(clock), busy_(busy) {}

  /// Carries a transaction out, up to its STOP or the first NACK.
  link::I2cOutcome transfer(link::I2cTransaction transaction);

 private:
  bool start(const link::I2cMessage& message);
  void wait_until_ready();

  link::I2cTarget& target_;
  const Target& chip_;
  link::VirtualClock& clock_;
  Busy busy_;
};

}  // namespace stsafe::sim
