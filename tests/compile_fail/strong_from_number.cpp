// expect: no match for 'operator='|no viable overloaded '='
//
// A bare number does not say what it counts.
#include <cstdint>

#include "stsafe/base/strong.h"

using Slot = stsafe::Strong<std::uint8_t, struct SlotTag>;

void choose(Slot& slot) {
#ifdef CONTROL
  slot = Slot{3};
#else
  slot = 3;
#endif
}
