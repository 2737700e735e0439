#pragma once

#include "stsafe/link/direct_bus.h"
#include "stsafe/sim/misbehaviour.h"
#include "stsafe/sim/target.h"

namespace stsafe::sim {

/// The chip as somebody sees it who hands over whole frames and has no bus: a command in, its
/// answer out. In between lies a bus of its own in virtual time, so the chip boots, executes and
/// sleeps as it does there; who asks waits for it.
class FramePort {
 public:
  /// The chip's clock must move only by sleeping.
  FramePort(Device& device, Target& target, link::VirtualClock& clock)
      : device_(device), target_(target), bus_(target), clock_(clock) {}

  /// What became of a command.
  struct Outcome {
    bool acknowledged = false;       ///< the chip has received it
    ByteView answer{};               ///< empty if none comes; valid until the next exchange
    link::Microseconds took{0};      ///< from command to answer, as the chip sees it
    link::Microseconds lateness{0};  ///< to be waited besides, outside
  };

  /// Passes a frame on as it is, or fails as `misbehaviour` says. An empty frame is an address
  /// alone: it can wake the chip and has no answer.
  Outcome exchange(ByteView frame, Misbehaviour& misbehaviour);

 private:
  bool write(ByteView frame);
  bool read(ByteSpan data);
  ByteView fetch();
  bool wait_before(link::Microseconds deadline);

  Device& device_;
  Target& target_;
  link::DirectBus bus_;
  link::VirtualClock& clock_;
  Fixed<Device::kReceiveCapacity> answer_{};
};

}  // namespace stsafe::sim
