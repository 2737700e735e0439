#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace stsafe {

/// Bytes of somebody else's memory, to read. Valid as long as that memory.
using ByteView = std::span<const std::byte>;
/// Bytes of somebody else's memory, to write.
using ByteSpan = std::span<std::byte>;
/// Exactly N bytes, held by value.
template <std::size_t N>
using Fixed = std::array<std::byte, N>;

/// Copies all of `from` to the start of `to`, which must be large enough and elsewhere.
constexpr void copy_bytes(ByteView from, ByteSpan to) {
  if consteval {
    std::ranges::copy(from, to.begin());
  } else {
    if (!from.empty()) std::memcpy(to.data(), from.data(), from.size());
  }
}

/// Compares without revealing by its running time where two byte strings differ.
/// Sizes are not secret: strings of different size are unequal at once.
bool equal_constant_time(ByteView a, ByteView b);

}  // namespace stsafe
