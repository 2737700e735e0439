#pragma once

#include <array>
#include <optional>
#include <string>

#include "stsafe/wire/authorization.h"
#include "stsafe/wire/frame.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::devices {

/// The mode of the key in each slot, as far as it is known. Some commands have the layout of their
/// key's mode, which the frame does not name: read as another, it would show what is secret.
using KeyModes = std::array<std::optional<wire::KeyMode>, 256>;

/// One line for a command frame: name, protection and fields, secrets redacted. `rule` says
/// whether the payload is encrypted.
std::string describe_command(ByteView frame, const wire::CommandRule& rule,
                             const KeyModes& modes = {});
/// One line for the response to a command.
std::string describe_response(ByteView command, ByteView response, const wire::CommandRule& rule,
                              const KeyModes& modes = {});

}  // namespace stsafe::devices
