// expect: not_a_hexadecimal_digit
//
// The compiler names the function that a wrong digit leads to.
#include "stsafe/base/hex.h"

using stsafe::literals::operator""_hex;

#ifdef CONTROL
constexpr auto kBytes = "14 0F"_hex;
#else
constexpr auto kBytes = "14 0G"_hex;
#endif
static_assert(kBytes.size() == 2);
