#pragma once

#include "stsafe/base/bytes.h"

// What stands in front of each message on the sockets of a simulator: its size, big-endian.
namespace stsafe::socket {

inline constexpr std::size_t kPrefixSize = 2;

/// The size in the first two bytes.
constexpr std::size_t read_size(ByteView bytes) {
  return (std::to_integer<std::size_t>(bytes[0]) << 8) | std::to_integer<std::size_t>(bytes[1]);
}

/// Writes a size of at most 65,535 into the first two bytes.
constexpr void write_size(std::size_t size, ByteSpan bytes) {
  bytes[0] = static_cast<std::byte>(size >> 8);
  bytes[1] = static_cast<std::byte>(size);
}

}  // namespace stsafe::socket
