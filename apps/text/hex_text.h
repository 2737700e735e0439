#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stsafe/base/bytes.h"

namespace stsafe::text {

/// "5a5a00": lower case, no separators.
std::string to_hex(ByteView bytes);
/// "0x5A 0x5A 0x00": the way the vendor's examples print bytes.
std::string to_hex_list(ByteView bytes);
/// Reads digits in either case; white space, colons and a 0x before each byte are ignored. Nothing
/// if any other character is there, or half a byte.
std::optional<std::vector<std::byte>> from_hex(std::string_view text);
/// How many characters from_hex() can read: fewer than there are, and the next one is wrong, or the
/// last one is half a byte.
std::size_t valid_hex_size(std::string_view text);

}  // namespace stsafe::text
