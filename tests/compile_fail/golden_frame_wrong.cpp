// expect: static assertion failed
//
// A golden frame is checked by the compiler.
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/golden.h"

using stsafe::literals::operator""_hex;
namespace wire = stsafe::wire;

#ifdef CONTROL
static_assert(wire::frames_as(wire::Reset{}, "01 E1 F1"_hex));
#else
static_assert(wire::frames_as(wire::Reset{}, "01 E1 F2"_hex));
#endif
