#include "stsafe/wire/commands/public_key.h"

#include "stsafe/wire/golden.h"

namespace stsafe::wire {

static_assert(frames_as(QueryGenericPublicKeyTable{}, "14 48 33 FA"_hex));
static_assert(answers_as(
    QueryGenericPublicKeyTable::Response{QueryGenericPublicKeyTable::Response::NumSlots{4}, {}},
    "00 00 03 04 49 63"_hex));

static_assert(frames_as(QueryGenericPublicKeySlot{}, "14 4C 00 CF FE"_hex));
static_assert(answers_as(QueryGenericPublicKeySlot::Response{.flags = kPublicKeyChangeRight},
                         "00 00 05 00 00 01 ED 57"_hex));
static_assert(answers_as(
    QueryGenericPublicKeySlot::Response{
        .presence = QueryGenericPublicKeySlot::Response::Presence{1},
        .flags = kForEntityAuthentication,
        .public_key = *PublicKey::from_raw(
            Curve::kNistP256,
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex)},
    "00 0054 01 0008 00082A8648CE3D030107 04 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299 44D6"_hex));

static_assert(frames_as(PutPublicKeyConfigurationFlags{PublicKeySlot{0}, kForEntityAuthentication},
                        "10 4D 00 00 08 6A 47"_hex));
static_assert(frames_as(PutPublicKeyConfigurationFlags{PublicKeySlot{1},
                                                       kPublicKeyChangeRight |
                                                           kForEstablishSymmetricKeys |
                                                           kForEntityAuthentication},
                        "10 4D 01 00 0B 02 00"_hex));

static_assert(frames_as(
    WritePublicKey{
        PublicKeySlot{0},
        *PublicKey::from_raw(
            Curve::kNistP256,
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex)},
    "1F0A 00 00082A8648CE3D030107 04 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299 9761"_hex));

}  // namespace stsafe::wire
