#include "stsafe/wire/commands/entity.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

static_assert(frames_as(GenerateChallenge{}, "1F 0E F0 60"_hex));
static_assert(answers_as(GenerateChallenge::Response{"000102030405060708090A0B0C0D0E0F"_hex},
                         "00 0012 000102030405060708090A0B0C0D0E0F 745C"_hex));

static_assert(frames_as(
    VerifyEntitySignature{
        {},
        PublicKeySlot{0},
        Prefixed{"EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"_hex},
        Prefixed{"F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"_hex}},
    "1F0F 00 00 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716 0020 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8 4F0B"_hex));

}  // namespace stsafe::wire
