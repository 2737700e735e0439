#pragma once

#include <vector>

#include "stsafe/base/bytes.h"

namespace stsafe::hostile_bus {

inline std::vector<std::byte> copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

/// Changes one bit; nothing if there is no such bit.
inline void flip(ByteSpan bytes, std::size_t bit) {
  if (bit / 8 < bytes.size()) bytes[bit / 8] ^= std::byte{1} << static_cast<int>(bit % 8);
}

}  // namespace stsafe::hostile_bus
