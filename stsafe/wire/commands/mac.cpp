#include "stsafe/wire/commands/mac.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// The layout of section 6.7 and the log of part 04, section 3.5 (key 16 × 5A); checksums computed
// apart.
static_assert(frames_as(GenerateMac{SlotNumber{0}, MacSize{4},
                                    Tail{"000102030405060708090a0b0c0d0e0f"_hex}},
                        "09030004000102030405060708090a0b0c0d0e0fb6a6"_hex));
static_assert(answers_as(GenerateMac::Response{Tail{"be4ca3f2"_hex}}, "000006be4ca3f2f276"_hex));

static_assert(frames_as(VerifyMac{SlotNumber{0}, ShortPrefixed{"be4ca3f2"_hex},
                                  Tail{"000102030405060708090a0b0c0d0e0f"_hex}},
                        "0a020004be4ca3f2000102030405060708090a0b0c0d0e0ff83d"_hex));
static_assert(answers_as(VerifyMac::Response{kAuthentic}, "000003011ece"_hex));

}  // namespace stsafe::wire
