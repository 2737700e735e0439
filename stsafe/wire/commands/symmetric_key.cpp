#include "stsafe/wire/commands/symmetric_key.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

static_assert(frames_as(QuerySymmetricKeyTable{}, "14 23 EE 2F"_hex));

static_assert(frames_as(QuerySymmetricControlFields{SlotNumber{0}}, "14 4B 00 82 F6"_hex));
static_assert(answers_as(QuerySymmetricControlFields::Response{{0x08, 0xFF, 0xFF}},
                         "00 0005 08FFFF CAA4"_hex));

static_assert(frames_as(PutSymmetricControlFields{SlotNumber{0}, {0x03, 0xFF, 0xFF}},
                        "10 4B 00 03 FF FF 2C 2D"_hex));

// The vendor's library, recorded (part 02, section 11.2, step 3).
static_assert(frames_as(
    WriteSymmetricKeyWrapped{Tail{
        "67d519a6c5492e1abff9e109bae4524ac88688974ba524b260ad08c661c6107024b2c247a90c3d442b6fa06c3d9fec6f891dca0d8406a273"_hex}},
    "1f0967d519a6c5492e1abff9e109bae4524ac88688974ba524b260ad08c661c6107024b2c247a90c3d442b6fa06c3d9fec6f891dca0d8406a273ced9"_hex));

// The example of part 02, section 3.1; checksum computed apart.
static_assert(frames_as(
    WriteSymmetricKeyPlaintext{
        .info = {.slot = SlotNumber{0}, .key = {.usage = kEncrypt | kDecrypt, .parameter = 4}},
        .key = Tail{"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"_hex}},
    "1f1700000100000c04005a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5ae1fd"_hex));

}  // namespace stsafe::wire
