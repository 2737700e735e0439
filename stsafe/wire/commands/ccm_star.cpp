#include "stsafe/wire/commands/ccm_star.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// Part 02, section 11.2, step 6.
static_assert(frames_as(
    EncryptCcmStar{SlotNumber{0}, "000102030405060708090a0b0c"_hex,
                   Prefixed{"5a5a5a5a5a5a5a5a"_hex},
                   Prefixed{"000102030405060708090a0b0c0d0e0f"_hex}},
    "1b0200000102030405060708090a0b0c00085a5a5a5a5a5a5a5a0010000102030405060708090a0b0c0d0e0f34bd"_hex));

// Part 02, section 11.2, step 7.
static_assert(frames_as(
    DecryptCcmStar{SlotNumber{0}, "000102030405060708090a0b0c"_hex,
                   Prefixed{"5a5a5a5a5a5a5a5a"_hex},
                   PrefixedPair{"696630bb080fe41d610489d3da232166"_hex, "0edbc627"_hex}},
    "1c0200000102030405060708090a0b0c00085a5a5a5a5a5a5a5a0014696630bb080fe41d610489d3da2321660edbc627bebf"_hex));

}  // namespace stsafe::wire
