#include "stsafe/wire/commands/ecb.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// By hand from the layout of section 6.1.
static_assert(frames_as(EncryptEcb{SlotNumber{4}, Tail{"000102030405060708090a0b0c0d0e0f"_hex}},
                        "1b 02 04 000102030405060708090a0b0c0d0e0f 075e"_hex));

// By hand from the layout of section 6.1.
static_assert(frames_as(DecryptEcb{SlotNumber{4}, Tail{"000102030405060708090a0b0c0d0e0f"_hex}},
                        "1c 02 04 000102030405060708090a0b0c0d0e0f e792"_hex));

}  // namespace stsafe::wire
