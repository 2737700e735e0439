#include "stsafe/wire/commands/local_envelope.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// Seen on the bus of an A110 (part 04, section 3.1, frame 4).
static_assert(frames_as(GenerateLocalEnvelopeKey{LocalEnvelopeSlot{0}, KeyType::kAes128},
                        "11 07 00 00 AF C1"_hex));
static_assert(frames_as(GenerateLocalEnvelopeKey{LocalEnvelopeSlot{1}, KeyType::kAes128},
                        "11 07 01 00 B6 19"_hex));

static_assert(frames_as(QueryLocalEnvelopeKeyTable{}, "14 07 89 09"_hex));
static_assert(answers_as(
    QueryLocalEnvelopeKeyTable::Response{QueryLocalEnvelopeKeyTable::Response::NumSlots{2},
                                         Tail{"00 01 00 01 01 00"_hex}},
    "00 00 09 02 00 01 00 01 01 00 FC 88"_hex));

// The layout and the key wrap example of part 02, section 9; checksums computed apart.
static_assert(frames_as(WrapLocalEnvelope{LocalEnvelopeSlot{0},
                                          Tail{"00112233445566778899aabbccddeeff"_hex}},
                        "0e 00 00112233445566778899aabbccddeeff f799"_hex));
static_assert(answers_as(WrapLocalEnvelope::Response{Tail{
                             "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"_hex}},
                         "00 001a 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5 b0c7"_hex));

static_assert(
    frames_as(UnwrapLocalEnvelope{LocalEnvelopeSlot{0},
                                  Tail{"1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"_hex}},
              "0f 00 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5 69de"_hex));
static_assert(answers_as(UnwrapLocalEnvelope::Response{Tail{
                             "00112233445566778899aabbccddeeff"_hex}},
                         "00 0012 00112233445566778899aabbccddeeff e8e7"_hex));

}  // namespace stsafe::wire
