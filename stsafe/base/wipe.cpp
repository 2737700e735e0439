#include "stsafe/base/wipe.h"

#include <cstring>

namespace stsafe {

void wipe(ByteSpan memory) {
  if (memory.empty()) return;
  std::memset(memory.data(), 0, memory.size());
  // The compiler must assume that this reads the zeros, so it has to store them.
  asm volatile("" : : "r"(memory.data()) : "memory");
}

}  // namespace stsafe
