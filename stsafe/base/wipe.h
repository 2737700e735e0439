#pragma once

#include "stsafe/base/bytes.h"

namespace stsafe {

/// Overwrites memory with zeros, in a way the optimiser cannot drop.
void wipe(ByteSpan memory);

/// Wipes the memory it was given when it leaves its scope, on every path.
class WipeOnExit {
 public:
  explicit WipeOnExit(ByteSpan memory) : memory_(memory) {}
  ~WipeOnExit() { wipe(memory_); }
  WipeOnExit(const WipeOnExit&) = delete;
  WipeOnExit& operator=(const WipeOnExit&) = delete;

 private:
  ByteSpan memory_;
};

}  // namespace stsafe
