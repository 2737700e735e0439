// expect: no match for 'operator=='|invalid operands to binary expression
//
// A slot is not a zone, even when both are number 3.
#include <cstdint>

#include "stsafe/base/strong.h"

using Slot = stsafe::Strong<std::uint8_t, struct SlotTag>;
using Zone = stsafe::Strong<std::uint8_t, struct ZoneTag>;

bool equal(Slot slot, Zone zone) {
#ifdef CONTROL
  return slot.raw() == zone.raw();
#else
  return slot == zone;
#endif
}
