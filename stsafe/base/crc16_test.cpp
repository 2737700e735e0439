#include "stsafe/base/crc16.h"

#include "stsafe/base/hex.h"

namespace stsafe {

// The catalogue's check value, and frames seen on hardware (protocol part 04, section 3.1).
static_assert(crc16("31 32 33 34 35 36 37 38 39"_hex) == 0x906E);
static_assert(crc16("00 61 62 63 64"_hex) == 0x90C2);
static_assert(crc16("14 17"_hex) == 0x9988);
static_assert(crc16("00 5A 33"_hex) == 0xEB53);
static_assert(Crc16{}.add("00 61"_hex).add("62 63 64"_hex).value() == 0x90C2);
static_assert(crc16({}) == 0x0000);

}  // namespace stsafe
