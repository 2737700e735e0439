#pragma once

#include <string>
#include <string_view>

#include "stsafe/base/error.h"

namespace stsafe::text {

/// "device: command not authorized (status 0x1E)": the layer and what went wrong.
std::string explain(Error error);
/// What a person can do about it; empty if there is nothing general to say.
std::string_view advice(Error error);

}  // namespace stsafe::text
