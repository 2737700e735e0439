#include "stsafe/wire/commands/device.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

// Section 1.11, and seen on hardware (part 04, section 3.1, frame 1).
static_assert(frames_as(Echo{Tail{"01 02 03"_hex}}, "00 01 02 03 A7 29"_hex));
static_assert(frames_as(Echo{Tail{"61 62 63 64"_hex}}, "00 61626364 90C2"_hex));
static_assert(answers_as(Echo::Response{Tail{"61 62 63 64"_hex}}, "00 0006 61626364 90C2"_hex));

static_assert(frames_as(Reset{}, "01 E1 F1"_hex));
static_assert(answers_as(Reset::Response{}, "00 00 02 F0 78"_hex));

static_assert(frames_as(GenerateRandom{GenerateRandom::Size{4}}, "02 00 04 35 50"_hex));
static_assert(answers_as(GenerateRandom::Response{Tail{"DE AD BE EF"_hex}},
                         "00 00 06 DE AD BE EF D6 62"_hex));

static_assert(frames_as(QueryLifeCycle{}, "14 08 71 FE"_hex));
static_assert(answers_as(QueryLifeCycle::Response{LifeCycle::kOperational},
                         "00 00 03 03 3D DC"_hex));

static_assert(frames_as(QueryProductData{}, "14 11 FC BE"_hex));
static_assert(answers_as(QueryProductData::Response{Tail{"01 03 00 60 01"_hex}},
                         "00 00 07 01 03 00 60 01 AD DA"_hex));

static_assert(frames_as(QueryCommandAuthorization{}, "14 24 9A 90"_hex));

}  // namespace stsafe::wire
