#pragma once

#include <span>
#include <string>
#include <string_view>

#include "apps/stsafe-sim/log.h"
#include "apps/stsafe-sim/simulated_device.h"

namespace stsafe::simulator {

/// What is not the chip: its power, its time, its faults, its state from the outside. Requests and
/// answers are JSON objects, one a line, as docs/simulator.md describes them.
class Control {
 public:
  /// `secrets` allows to show keys.
  Control(std::span<const std::unique_ptr<SimulatedDevice>> devices, bool secrets)
      : devices_(devices), secrets_(secrets) {}

  /// Does what a line asks for. Answers a line without its end, whatever was asked.
  std::string answer(std::string_view line);
  /// The answer to a line that is longer than a line may be.
  static std::string too_long();

 private:
  using Command = Json (Control::*)(const Json& request);
  struct NamedCommand;
  static std::span<const NamedCommand> commands();

  SimulatedDevice& device_of(const Json& request) const;
  Json capabilities(const Json& request);
  Json power(const Json& request);
  Json reset(const Json& request);
  Json snapshot(const Json& request);
  Json restore(const Json& request);
  Json state(const Json& request);
  Json fault(const Json& request);
  Json time(const Json& request);

  std::span<const std::unique_ptr<SimulatedDevice>> devices_;
  bool secrets_;
};

}  // namespace stsafe::simulator
