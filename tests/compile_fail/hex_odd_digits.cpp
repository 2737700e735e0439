// expect: hexadecimal digits come in pairs
//
// Half a byte is a typing mistake.
#include "stsafe/base/hex.h"

using stsafe::literals::operator""_hex;

#ifdef CONTROL
constexpr auto kBytes = "14 08 71"_hex;
#else
constexpr auto kBytes = "14 08 7"_hex;
#endif
static_assert(kBytes.size() == 3);
