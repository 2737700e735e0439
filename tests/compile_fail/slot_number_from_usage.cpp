// expect: no viable conversion|could not convert|no matching function|cannot convert
//
// The fields of a command cannot be swapped by accident.
#include "stsafe/wire/commands/symmetric_key.h"

namespace wire = stsafe::wire;

wire::EraseSymmetricKeySlot erase() {
#ifdef CONTROL
  return {.slot = wire::SlotNumber{3}};
#else
  return {.slot = wire::Usage{3}};
#endif
}
