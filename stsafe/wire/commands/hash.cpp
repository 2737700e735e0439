#include "stsafe/wire/commands/hash.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// The example of section 7; checksums computed apart.
static_assert(frames_as(StartHash{HashAlgorithm::kSha256, Tail{"616263"_hex}},
                        "1f0000096086480165030402016162630408"_hex));

static_assert(frames_as(ProcessHash{Tail{"616263"_hex}}, "1f016162635599"_hex));

static_assert(frames_as(FinishHash{}, "1f023a0c"_hex));
static_assert(answers_as(
    FinishHash::Response{
        Prefixed{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_hex}},
    "0000240020ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add102"_hex));

}  // namespace stsafe::wire
