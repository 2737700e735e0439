#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "apps/devices/i2c_address.h"
#include "ports/socket/endpoint.h"
#include "stsafe/sim/choices.h"

namespace stsafe::devices {

/// What a device string says: `sim:`, a simulated chip in this process, with the options `seed=N`,
/// `profile=NAME|FILE`, `state=FILE`, `ca=FILE`, `ca-key=FILE` and, once for each choice,
/// `choice=NAME=VALUE`, separated by commas (so that no file name may have one); `tcp:HOST:PORT` or
/// `unix:PATH`, the frame socket of a simulator; `i2c:PATH` or `i2c:PATH@ADDRESS`, a chip on a bus
/// of this machine; or `replay:FILE`, a recording that answers. Before any of these `record:FILE,`,
/// so that no recording's name may have a comma.
struct DeviceString {
  std::optional<std::string> record;  ///< the file to record in; the rest is the device inside
  std::string kind;                   ///< of the device inside: `sim`, `tcp` and so on
  std::optional<std::string> replay;  ///< the recording to answer from
  std::optional<socket::Endpoint> socket;
  std::optional<I2cAddress> i2c;
  std::optional<std::uint64_t> seed;
  std::optional<std::string> profile;  ///< built in or a file; not looked for yet
  std::optional<std::string> state;    ///< the file where stored state survives; none: it does not
  /// Certificate and private key of the authority that certifies the device; not looked for yet
  std::optional<std::string> ca;
  std::optional<std::string> ca_key;
  sim::Choices choices;
};

/// Takes a device string apart. Throws Failure (usage) that says what is wrong and what is known.
DeviceString parse_device_string(std::string_view text);

/// Reads a decimal number without sign. Throws Failure (usage) naming `what`.
std::uint64_t parse_number(std::string_view text, std::string_view what);

}  // namespace stsafe::devices
