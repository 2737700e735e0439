#pragma once

#include <string_view>
#include <vector>

#include "stsafe/base/bytes.h"

namespace stsafe::conformance {

using Bytes = std::vector<std::byte>;

/// Bytes as the tables write them: hexadecimal pairs, and "5A*32" for 32 times the same byte.
/// Fails the running test for anything else.
Bytes bytes_of(std::string_view text);

/// True if `actual` is what `pattern` says: as bytes_of(), and ".." stands for any byte.
bool matches(ByteView actual, std::string_view pattern);

/// CRC-16/X-25, bit by bit (part 01, section 1.4).
std::uint16_t checksum(ByteView bytes);

/// The bytes and their checksum.
Bytes with_checksum(Bytes bytes);

/// The parts back to back.
Bytes joined(std::initializer_list<ByteView> parts);

}  // namespace stsafe::conformance
