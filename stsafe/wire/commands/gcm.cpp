#include "stsafe/wire/commands/gcm.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// Part 02, section 6.7: GMAC.
static_assert(frames_as(EncryptGcm{SlotNumber{3}, Prefixed{"cafebabefacedbaddecaf888"_hex},
                                   Prefixed{"aaaaaa"_hex}, Prefixed{}},
                        "1b 02 03 000c cafebabefacedbaddecaf888 0003 aaaaaa 0000 f98d"_hex));

// By hand from the layout of section 6.4.
static_assert(
    frames_as(DecryptGcm{SlotNumber{3}, Prefixed{"cafebabefacedbaddecaf888"_hex},
                         Prefixed{"aaaaaa"_hex}, Prefixed{"c1c2"_hex}, Tail{"d1d2d3d4"_hex}},
              "1c 02 03 000c cafebabefacedbaddecaf888 0003 aaaaaa 0002 c1c2 d1d2d3d4 b97b"_hex));

}  // namespace stsafe::wire
