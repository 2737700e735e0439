#include "stsafe/wire/commands/kek_session.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

static_assert(frames_as(GenerateEcdhe{Curve::kNistP256},
                        "1F 0B 00 08 2A 86 48 CE 3D 03 01 07 C2 6A"_hex));
static_assert(frames_as(GenerateEcdhe{Curve::kX25519}, "1F 0B 00 03 2B 65 6E 93 AD"_hex));

// Section 7.6, X25519.
static_assert(frames_as(
    StartVolatileKekSession{
        .host_public_key = *PublicKey::from_raw(
            Curve::kX25519,
            "BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F"_hex)},
    "1F 03 00 03 2B 65 6E 00 20 BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F 01 B4 75"_hex));

static_assert(frames_as(StopVolatileKekSession{}, "1F 06 7C 28"_hex));

}  // namespace stsafe::wire
