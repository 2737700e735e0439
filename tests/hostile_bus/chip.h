#pragma once

#include "stsafe/link/direct_bus.h"
#include "stsafe/sim/profile/profile.h"
#include "stsafe/sim/target.h"

namespace stsafe::hostile_bus {

/// A simulated chip with power, on a bus of its own, in virtual time.
class Chip {
 public:
  Chip(const sim::Profile& profile, const sim::Crypto& crypto)
      : device_(profile, store_, crypto), target_(device_, clock_), bus_(target_) {
    // A chip without power does not answer; that is how a failure shows.
    static_cast<void>(target_.power_on());
  }
  Chip(const Chip&) = delete;
  Chip& operator=(const Chip&) = delete;

  link::VirtualClock& clock() { return clock_; }
  link::I2cBus& bus() { return bus_; }
  const sim::Nvm& stored() const { return device_.stored(); }

 private:
  sim::MemoryStore store_;
  link::VirtualClock clock_;
  sim::Device device_;
  sim::Target target_;
  link::DirectBus bus_;
};

}  // namespace stsafe::hostile_bus
