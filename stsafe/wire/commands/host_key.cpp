#include "stsafe/wire/commands/host_key.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

static_assert(frames_as(QueryHostKeySlotV1{}, "14 17 99 88"_hex));
static_assert(answers_as(QueryHostKeySlotV1::Response{{SequenceCounter{0x41}}},
                         "00 00 06 01 00 00 41 80 41"_hex));
static_assert(answers_as(QueryHostKeySlotV1::Response{}, "00 00 03 00 0F 47"_hex));

static_assert(frames_as(QueryHostKeySlotV2{}, "14 47 CB 0D"_hex));
static_assert(answers_as(QueryHostKeySlotV2::Response{{HostKeyState{HostKeyType::kAes128,
                                                                    SequenceCounter{0x41}}}},
                         "00 00 08 01 00 00 00 00 41 DB D6"_hex));
static_assert(answers_as(QueryHostKeySlotV2::Response{{HostKeyState{HostKeyType::kAes256,
                                                                    SequenceCounter{0}}}},
                         "00 00 08 01 01 00 00 00 00 83 1F"_hex));
static_assert(answers_as(QueryHostKeySlotV2::Response{}, "00 00 03 00 0F 47"_hex));

static_assert(frames_as(QueryHostKeyControlFields{}, "14 4A 10 E8"_hex));
static_assert(answers_as(QueryHostKeyControlFields::Response{{0x0A, 0xFF}},
                         "00 00 04 0A FF 34 C4"_hex));

static_assert(frames_as(PutHostKeyControlFields{{0x07, 0xFF}}, "10 4A 07 FF 08 03"_hex));

static_assert(frames_as(
    WriteHostKeyV2Plaintext{.type = HostKeyType::kAes128,
                            .mac_key = {"00112233445566778899AABBCCDDEEFF"_hex},
                            .cipher_key = Tail{"0123456789ABCDEF0123456789ABCDEF"_hex}},
    "1F 07 00 00 00 00 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 01 23 45 67 89 AB CD EF 01 23 45 67 89 AB CD EF 3C BB"_hex));

// The keys of the SDK's examples in the layout of section 3.6.
static_assert(frames_as(
    PutHostKeySlotV1{{"00112233445566778899AABBCCDDEEFF"_hex},
                     Tail{"0123456789ABCDEF0123456789ABCDEF"_hex}},
    "10 17 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 01 23 45 67 89 AB CD EF 01 23 45 67 89 AB CD EF F0 4F"_hex));

// Section 7.6, NIST P-256.
static_assert(frames_as(
    WriteHostKeyV2Wrapped{Tail{
        "EE8B28BA2DD3EDD3D973F513048EE019CDA5A0FA2E713D7EB35AAA2A03E4C293A1F4EDEC1A7561EAB5A70943CE8DA19F"_hex}},
    "1F08EE8B28BA2DD3EDD3D973F513048EE019CDA5A0FA2E713D7EB35AAA2A03E4C293A1F4EDEC1A7561EAB5A70943CE8DA19F29B6"_hex));

// Section 7.6, X25519.
static_assert(frames_as(
    EstablishHostKeyV2{
        .host_public_key = *PublicKey::from_raw(
            Curve::kX25519,
            "BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F"_hex)},
    "1F 18 00 03 2B 65 6E 00 20 BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F 03 00 4F EC"_hex));

}  // namespace stsafe::wire
