#pragma once

#include <memory>
#include <string_view>

#include "stsafe/sim/target.h"
#include "tests/conformance/bytes.h"

namespace stsafe::conformance {

/// What lies between a bench and its chip: frames go one way, answers come the other. The same
/// cases run over each kind.
class Wires {
 public:
  virtual ~Wires() = default;

  /// Sends a frame as it is; empty if no answer comes.
  virtual Bytes exchange(ByteView frame) = 0;
  virtual void power_off() = 0;
  virtual bool power_on() = 0;
  /// False where an empty frame is an address alone, which the chip does not answer.
  virtual bool has_empty_frames() const = 0;
};

enum class Way : std::uint8_t {
  kProcess,  ///< a function call
  kBus,      ///< the chip's I2C events, in virtual time
  kSocket,   ///< the frame socket of `stsafe-sim`, over a Unix socket
};

/// The way that this run takes: `--way=process|bus|socket`, a function call unless said.
Way chosen_way();
/// Reads the program's option. False if there is no such way.
bool choose_way(std::string_view name);

/// True unless the run was started with `--skip-irreversible`.
bool may_change_for_good();
void forbid_to_change_for_good();

std::unique_ptr<Wires> make_wires(Way way, sim::Device& chip);

}  // namespace stsafe::conformance
