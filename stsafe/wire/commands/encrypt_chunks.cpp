#include "stsafe/wire/commands/encrypt_chunks.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// Part 02, section 6.3.
static_assert(frames_as(
    StartEncryptCcmStar{SlotNumber{3}, Prefixed{"000102030405060708090a0b0c"_hex},
                        AssociatedDataTotal{0x0102}, MessageTotal{0x03040506},
                        Prefixed{"aaaaaa"_hex}, Prefixed{"bbbbbbbbbb"_hex}},
    "1f11 03 000d 000102030405060708090a0b0c 0102 03040506 0003 aaaaaa 0005 bbbbbbbbbb 1c8d"_hex));
static_assert(answers_as(StartEncryptCcmStar::Response{Tail{"c1c1c1c1c1 01 0a0b0c0d"_hex}},
                         "00 000c c1c1c1c1c1 01 0a0b0c0d c104"_hex));

// By hand from the layout of section 6.5.
static_assert(frames_as(StartEncryptGcm{SlotNumber{5}, Prefixed{"cafebabefacedbaddecaf888"_hex},
                                        Prefixed{"aaaaaa"_hex}, Prefixed{"b1b2"_hex}},
                        "1f11 05 000c cafebabefacedbaddecaf888 0003 aaaaaa 0002 b1b2 eced"_hex));

// By hand from the layout of section 6.3.
static_assert(frames_as(ProcessEncrypt{Prefixed{"aaaaaa"_hex}, Prefixed{"b1b2"_hex}},
                        "1f12 0003 aaaaaa 0002 b1b2 61ef"_hex));

// By hand from the layout of section 6.3.
static_assert(frames_as(FinishEncrypt{Prefixed{"aaaaaa"_hex}, Prefixed{"b1b2"_hex}},
                        "1f13 0003 aaaaaa 0002 b1b2 4dc8"_hex));

}  // namespace stsafe::wire
