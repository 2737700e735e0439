#pragma once

#include <string_view>

#include "stsafe/base/bytes.h"

namespace stsafe::tool {

/// Asks a person for a secret on the terminal of this process, without echo, whatever standard
/// input and output are. Returns how many bytes of `buffer` were typed, without the line's end.
/// Throws Failure if there is no terminal.
std::size_t prompt_silently(std::string_view what, ByteSpan buffer);

}  // namespace stsafe::tool
