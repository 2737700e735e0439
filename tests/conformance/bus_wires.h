#pragma once

#include "stsafe/link/direct_bus.h"
#include "tests/conformance/wires.h"

namespace stsafe::conformance {

/// Frames on an I2C bus, with nothing done to them: no check, no repetition (part 01, sections 1.1
/// and 1.5). While the chip does not acknowledge, it is asked again, for three seconds at most.
class BusExchange {
 public:
  BusExchange(link::I2cBus& bus, link::Clock& clock) : bus_(bus), clock_(clock) {}

  Bytes exchange(std::uint8_t address, ByteView frame);

 private:
  bool write(std::uint8_t address, ByteView frame);
  Bytes read(std::uint8_t address, std::size_t size);
  template <class Attempt>
  bool until_acknowledged(Attempt&& attempt);

  link::I2cBus& bus_;
  link::Clock& clock_;
};

/// A simulated chip on a bus of its own, in virtual time.
class SimulatedBusWires final : public Wires {
 public:
  explicit SimulatedBusWires(sim::Device& chip) : chip_(chip), target_(chip, clock_) {}

  Bytes exchange(ByteView frame) override { return exchange_.exchange(chip_.i2c_address(), frame); }
  void power_off() override { target_.power_off(); }
  bool power_on() override { return static_cast<bool>(target_.power_on()); }
  bool has_empty_frames() const override { return false; }

 private:
  sim::Device& chip_;
  link::VirtualClock clock_;
  sim::Target target_;
  link::DirectBus bus_{target_};
  BusExchange exchange_{bus_, clock_};
};

}  // namespace stsafe::conformance
