#include "stsafe/wire/commands/derive_keys.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// The examples of section 8.5; checksums computed apart.
static_assert(
    frames_as(DeriveKeys{.input = {.slot = SlotNumber{4}},
                         .salt = {.bytes = "01020304"_hex},
                         .info = Prefixed{"617070"_hex},
                         .outputs = Tail{"0003 01 0020"_hex}},
              "1f1002040300096086480165030402010000040102030400036170700003010020a38b"_hex));
static_assert(frames_as(
    DeriveKeys{.input = {.slot = SlotNumber{4}}, .steps = kExtract, .salt = {.bytes = "aabb"_hex}},
    "1f100204020009608648016503040201000002aabb0790"_hex));
static_assert(frames_as(DeriveKeys{.input = {.slot = SlotNumber{11}},
                                   .steps = kExpand,
                                   .info = Prefixed{"637478"_hex},
                                   .outputs = Tail{"0003 01 0010"_hex}},
                        "1f10020b010009608648016503040201000363747800030100100c21"_hex));
static_assert(frames_as(
    DeriveKeys{
        .input = {.source = KeySource::kCommand, .key = "000102030405060708090a0b0c0d0e0f"_hex},
        .info = Prefixed{"63"_hex},
        .outputs = Tail{"0003 01 0010"_hex}},
    "1f1000040010000102030405060708090a0b0c0d0e0f0300096086480165030402010000000001630003010010ee7e"_hex));

}  // namespace stsafe::wire
