#include "stsafe/wire/commands/decrypt_chunks.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// By hand from the layout of section 6.3; the total as trap T-2 has it on a Cortex-M.
static_assert(frames_as(
    StartDecryptCcmStar{SlotNumber{3}, Prefixed{"000102030405060708090a0b0c"_hex},
                        AssociatedDataTotal{0x0102}, MessageTotal{0x00000304},
                        Prefixed{"aaaaaa"_hex}, Prefixed{"bbbbbbbbbb"_hex}},
    "1f14 03 000d 000102030405060708090a0b0c 0102 00000304 0003 aaaaaa 0005 bbbbbbbbbb 92ff"_hex));

// By hand from the layout of section 6.5.
static_assert(frames_as(StartDecryptGcm{SlotNumber{5}, Prefixed{"cafebabefacedbaddecaf888"_hex},
                                        Prefixed{"aaaaaa"_hex}, Prefixed{"c1c2"_hex}},
                        "1f14 05 000c cafebabefacedbaddecaf888 0003 aaaaaa 0002 c1c2 7a39"_hex));

// By hand from the layout of section 6.3.
static_assert(frames_as(ProcessDecrypt{Prefixed{"aaaaaa"_hex}, Prefixed{"c1c2"_hex}},
                        "1f15 0003 aaaaaa 0002 c1c2 2659"_hex));

// By hand from the layout of section 6.3.
static_assert(frames_as(FinishDecrypt{Prefixed{"aaaaaa"_hex}, Prefixed{"c1c2"_hex},
                                      Tail{"d1d2d3d4"_hex}},
                        "1f16 0003 aaaaaa 0002 c1c2 d1d2d3d4 bdf9"_hex));

}  // namespace stsafe::wire
