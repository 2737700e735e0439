#pragma once

#include <string>

#include "stsafe/wire/authorization.h"
#include "stsafe/wire/frame.h"

namespace stsafe::devices {

/// One line for a command frame: name, protection and fields, secrets redacted. `rule` says
/// whether the payload is encrypted.
std::string describe_command(ByteView frame, const wire::CommandRule& rule);
/// One line for the response to a command.
std::string describe_response(ByteView command, ByteView response, const wire::CommandRule& rule);

}  // namespace stsafe::devices
