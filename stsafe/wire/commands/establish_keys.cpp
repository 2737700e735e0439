#include "stsafe/wire/commands/establish_keys.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// The key of part 01, section 7.6, X25519, in the layout of part 02, section 4.
static_assert(frames_as(
    EstablishSymmetricKeys{
        .host_public_key = *PublicKey::from_raw(
            Curve::kX25519,
            "BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F"_hex)},
    "1F 04 00 03 2B 65 6E 00 20 BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F 02 46 F8"_hex));

// Part 02, section 4: slot 5 AES-256 CCM*, slot 6 AES-128 CMAC.
static_assert(frames_as(ConfirmSymmetricKeys{"ce281803527f68c1"_hex,
                                             Tail{"000800050100000c0800000700060001000304"_hex}},
                        "1f05ce281803527f68c1000800050100000c08000007000600010003042eff"_hex));

}  // namespace stsafe::wire
