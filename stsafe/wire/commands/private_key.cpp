#include "stsafe/wire/commands/private_key.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

static_assert(frames_as(QueryPrivateKeyTable{}, "14 14 AB 13"_hex));
static_assert(answers_as(
    QueryPrivateKeyTable::Response{
        QueryPrivateKeyTable::Response::NumSlots{6},
        {},
        kUnlimited,
        Tail{
            "00 01 00 3C 00 08 2A 86 48 CE 3D 03 01 07 01 00 80 0D 02 00 80 0D 03 00 80 0D 04 00 80 0D FF 00 00 01"_hex}},
    "00 00 28 06 00 FF FF 00 01 00 3C 00 08 2A 86 48 CE 3D 03 01 07 01 00 80 0D 02 00 80 0D 03 00 80 0D 04 00 80 0D FF 00 00 01 8F 6E"_hex));

static_assert(frames_as(GenerateKeyPair{.slot = PrivateKeySlot{1},
                                        .usage_limit = UsageLimit{255},
                                        .filler = {},
                                        .curve = Curve::kNistP256},
                        "11 13 01 00 FF 00 00 00 08 2A 86 48 CE 3D 03 01 07 A1 D8"_hex));
static_assert(frames_as(GenerateKeyPair{.slot = PrivateKeySlot{1},
                                        .usage_limit = UsageLimit{255},
                                        .filler = {},
                                        .curve = Curve::kX25519},
                        "11 13 01 00 FF 00 00 00 03 2B 65 6E 3F 6E"_hex));
static_assert(frames_as(GenerateKeyPair{.slot = PrivateKeySlot{1},
                                        .usage_limit = UsageLimit{255},
                                        .filler = {},
                                        .curve = Curve::kEd25519},
                        "11 13 01 00 FF 00 00 00 03 2B 65 70 C6 91"_hex));
// Section 3.1.
static_assert(frames_as(GenerateKeyPair{.slot = PrivateKeySlot{1},
                                        .usage_limit = UsageLimit{0x1234},
                                        .filler = {},
                                        .curve = Curve::kNistP256},
                        "11 13 01 12 34 00 00 00 08 2A 86 48 CE 3D 03 01 07 0C B7"_hex));
static_assert(answers_as(
    GenerateKeyPair::Response{Point{*PublicKey::from_raw(
        Curve::kNistP256,
        "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex)}},
    "00 0047 04 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299 C2B6"_hex));
static_assert(answers_as(
    GenerateKeyPair::Response{Point{*PublicKey::from_raw(
        Curve::kX25519, "8F40C5ADB68F25624AE5B214EA767A6EC94D829D3D7B5E1AD1BA6F3E2138285F"_hex)}},
    "00 0024 0020 8F40C5ADB68F25624AE5B214EA767A6EC94D829D3D7B5E1AD1BA6F3E2138285F 0680"_hex));
static_assert(answers_as(
    GenerateKeyPair::Response{Point{*PublicKey::from_raw(
        Curve::kEd25519, "03A107BFF3CE10BE1D70DD18E74BC09967E4D6309BA50D5F1DDC8664125531B8"_hex)}},
    "00 0024 0020 03A107BFF3CE10BE1D70DD18E74BC09967E4D6309BA50D5F1DDC8664125531B8 BA95"_hex));

static_assert(frames_as(
    GenerateSignature{
        PrivateKeySlot{1},
        Prefixed{"AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF"_hex}},
    "16 01 0020 AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF 02D2"_hex));
static_assert(answers_as(
    GenerateSignature::Response{
        Prefixed{"EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"_hex},
        Prefixed{"F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"_hex}},
    "00 0046 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716 0020 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8 2A71"_hex));

static_assert(frames_as(
    EstablishKey{
        kEphemeralSlot,
        Point{*PublicKey::from_raw(
            Curve::kNistP256,
            "E2AA79201690D8503F792BB8F514673D8C88858A82C2B8D1B7E81453230EACBB7D25EB2C09F4B0672035AC0D141EE6D142201C21EFEEB78798DFE876AE7D1A07"_hex)}},
    "18 FF 04 0020 E2AA79201690D8503F792BB8F514673D8C88858A82C2B8D1B7E81453230EACBB 0020 7D25EB2C09F4B0672035AC0D141EE6D142201C21EFEEB78798DFE876AE7D1A07 B766"_hex));
static_assert(answers_as(
    EstablishKey::Response{
        Prefixed{"1B383A42B11DE6AB05F80CD43518253BC84EE1196CFD185B367A7D470F33733E"_hex}},
    "00 0024 0020 1B383A42B11DE6AB05F80CD43518253BC84EE1196CFD185B367A7D470F33733E 0402"_hex));
static_assert(frames_as(
    EstablishKey{PrivateKeySlot{1},
                 Point{*PublicKey::from_raw(
                     Curve::kX25519,
                     "358072D6365880D1AEEA329ADF9121383851ED21A28E3B75E965D0D2CD166254"_hex)}},
    "18 01 0020 358072D6365880D1AEEA329ADF9121383851ED21A28E3B75E965D0D2CD166254 74F4"_hex));

}  // namespace stsafe::wire
