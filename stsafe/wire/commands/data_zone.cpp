#include "stsafe/wire/commands/data_zone.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

static_assert(frames_as(QueryDataPartition{}, "14 12 CE 25"_hex));
// Part 03, appendix A11: SPL05.
static_assert(answers_as(
    QueryDataPartition::Response{
        QueryDataPartition::Response::NumZones{12},
        Tail{
            "00 00 07 03E8  01 00 88 03E8  02 00 88 03E8  03 00 88 03E8  04 00 88 03E8  05 01 88 0040 FFFFFFFF  06 01 88 0040 FFFFFFFF  07 01 88 0040 FFFFFFFF  08 01 88 0040 FFFFFFFF  09 00 88 1400  0A 00 88 0C00  0B 00 88 0B80"_hex}},
    "00 004F 0C 00000703E8 01008803E8 02008803E8 03008803E8 04008803E8 0501880040FFFFFFFF 0601880040FFFFFFFF 0701880040FFFFFFFF 0801880040FFFFFFFF 0900881400 0A00880C00 0B00880B80 3F29"_hex));

// Part 03, section 7.3 and appendix A13.
static_assert(
    frames_as(Read{.zone = ZoneNumber{9}, .offset = ZoneOffset{0x0123}, .length = ZoneLength{5}},
              "05 00 09 01 23 00 05 8A FE"_hex));
static_assert(frames_as(Read{.zone = ZoneNumber{5}}, "05 00 05 00 00 00 00 5A 87"_hex));
static_assert(frames_as(Read{.option = ZoneOption::change_to({ZoneAccess::kHost, true}),
                             .zone = ZoneNumber{1}},
                        "05 19 01 00 00 00 00 10 54"_hex));
static_assert(frames_as(Read{.option = ZoneOption::change_to({ZoneAccess::kNever, false}),
                             .zone = ZoneNumber{1}},
                        "05 17 01 00 00 00 00 29 F6"_hex));
static_assert(answers_as(Read::Response{Tail{"FF FF FF FF 00 00 00 00"_hex}},
                         "00 00 0A FF FF FF FF 00 00 00 00 C5 1B"_hex));

// Part 03, section 7.3 and appendix A13.
static_assert(frames_as(Update{.zone = ZoneNumber{1},
                               .offset = ZoneOffset{0x0102},
                               .data = Tail{"D0 D1 D2 D3 D4 D5 D6 D7"_hex}},
                        "06 00 01 01 02 D0 D1 D2 D3 D4 D5 D6 D7 94 B4"_hex));
static_assert(frames_as(
    Update{.option = ZoneOption::change_to({ZoneAccess::kAuthAndHost, true}).with_atomicity(true),
           .zone = ZoneNumber{1},
           .offset = ZoneOffset{0x0102},
           .data = Tail{"D0 D1 D2"_hex}},
    "06 9E 01 01 02 D0 D1 D2 21 5D"_hex));

// Part 03, section 7.3 and appendix A13.
static_assert(frames_as(Decrement{.zone = ZoneNumber{5},
                                  .offset = ZoneOffset{4},
                                  .amount = Count{0x00010203},
                                  .data = Tail{"D0 D1 D2 D3"_hex}},
                        "04 00 05 00 04 00 01 02 03 D0 D1 D2 D3 C2 07"_hex));
static_assert(frames_as(Decrement{.zone = ZoneNumber{5}, .amount = Count{1}},
                        "04 00 05 00 00 00 00 00 01 6F 28"_hex));
static_assert(answers_as(Decrement::Response{Count{0xFFFFFFFE}}, "00 00 06 FF FF FF FE 2D 67"_hex));

}  // namespace stsafe::wire
