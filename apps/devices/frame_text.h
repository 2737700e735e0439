#pragma once

#include <string>

#include "apps/devices/frame_meaning.h"

namespace stsafe::devices {

/// Name, protection and fields of a command frame, secrets redacted: "Echo [C-MAC] message=6869".
std::string summarise_command(ByteView frame, const wire::CommandRule& rule, const KeyModes& modes);

/// One line for a command frame: name, protection and fields, secrets redacted. `rule` says
/// whether the payload is encrypted.
std::string describe_command(ByteView frame, const wire::CommandRule& rule,
                             const KeyModes& modes = {});
/// One line for the response to a command.
std::string describe_response(ByteView command, ByteView response, const wire::CommandRule& rule,
                              const KeyModes& modes = {});

}  // namespace stsafe::devices
