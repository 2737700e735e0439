#pragma once

#include "stsafe/wire/golden.h"
#include "stsafe/wire/host_key.h"
#include "stsafe/wire/key_agreement.h"

// Commands about the host keys, protocol part 01 sections 3.6, 3.7 and 7.
namespace stsafe::wire {

/// Asks for the host keys in the older form: AES-128, with the low three bytes of the counter.
struct QueryHostKeySlotV1 {
  static constexpr std::string_view kName = "QueryHostKeySlotV1";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x17};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"slot"}};
    HostKeySlotV1 slot{};
  };
};

static_assert(frames_as(QueryHostKeySlotV1{}, "14 17 99 88"_hex));
static_assert(answers_as(QueryHostKeySlotV1::Response{{SequenceCounter{0x41}}},
                         "00 00 06 01 00 00 41 80 41"_hex));
static_assert(answers_as(QueryHostKeySlotV1::Response{}, "00 00 03 00 0F 47"_hex));

/// Asks whether host keys are there, of which size, and for the sequence counter.
struct QueryHostKeySlotV2 {
  static constexpr std::string_view kName = "QueryHostKeySlotV2";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x47};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"slot"}};
    HostKeySlot slot{};
  };
};

static_assert(frames_as(QueryHostKeySlotV2{}, "14 47 CB 0D"_hex));
static_assert(answers_as(QueryHostKeySlotV2::Response{{HostKeyState{HostKeyType::kAes128,
                                                                    SequenceCounter{0x41}}}},
                         "00 00 08 01 00 00 00 00 41 DB D6"_hex));
static_assert(answers_as(QueryHostKeySlotV2::Response{{HostKeyState{HostKeyType::kAes256,
                                                                    SequenceCounter{0}}}},
                         "00 00 08 01 01 00 00 00 00 83 1F"_hex));
static_assert(answers_as(QueryHostKeySlotV2::Response{}, "00 00 03 00 0F 47"_hex));

struct QueryHostKeyControlFields {
  static constexpr std::string_view kName = "QueryHostKeyControlFields";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x4A};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"fields"}};
    HostKeyControlFields fields{};
  };
};

static_assert(frames_as(QueryHostKeyControlFields{}, "14 4A 10 E8"_hex));
static_assert(answers_as(QueryHostKeyControlFields::Response{{0x0A, 0xFF}},
                         "00 00 04 0A FF 34 C4"_hex));

/// Sets the host key slot's control fields, while their change right is there. With the change
/// right cleared this is the last time.
struct PutHostKeyControlFields {
  static constexpr std::string_view kName = "PutHostKeyControlFields";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x4A};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"fields"}};

  HostKeyControlFields fields{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

static_assert(frames_as(PutHostKeyControlFields{{0x07, 0xFF}}, "10 4A 07 FF 08 03"_hex));

/// Writes both host keys as they are. Only for a trusted bus: whoever listens has the keys.
struct WriteHostKeyV2Plaintext {
  static constexpr std::string_view kName = "WriteHostKeyV2Plaintext";
  static constexpr Opcode kOpcode{0x1F07};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"filler"}, Field{"type"}, secret_field("mac_key"),
                                      secret_field("cipher_key")};

  /// One key of as many bytes as the type says; shows somebody's memory.
  struct KeyPart {
    ByteView bytes{};
  };
  Fixed<3> filler{};
  HostKeyType type{};
  KeyPart mac_key{};
  Tail cipher_key{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

constexpr void encode(Writer& w, WriteHostKeyV2Plaintext::KeyPart key) { w.put(key.bytes); }
// The first key is half of what is left; that both halves fit the type, the receiver checks.
constexpr void decode(Reader& r, WriteHostKeyV2Plaintext::KeyPart& key) {
  key.bytes = r.take_bytes(r.remaining() / 2);
}

static_assert(frames_as(
    WriteHostKeyV2Plaintext{.type = HostKeyType::kAes128,
                            .mac_key = {"00112233445566778899AABBCCDDEEFF"_hex},
                            .cipher_key = Tail{"0123456789ABCDEF0123456789ABCDEF"_hex}},
    "1F 07 00 00 00 00 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 01 23 45 67 89 AB CD EF 01 23 45 67 89 AB CD EF 3C BB"_hex));

/// Writes both host keys, AES-128, as they are, the way of the older chips.
struct PutHostKeySlotV1 {
  static constexpr std::string_view kName = "PutHostKeySlotV1";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x17};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{secret_field("mac_key"), secret_field("cipher_key")};

  WriteHostKeyV2Plaintext::KeyPart mac_key{};
  Tail cipher_key{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

// The keys of the SDK's examples in the layout of section 3.6.
static_assert(frames_as(
    PutHostKeySlotV1{{"00112233445566778899AABBCCDDEEFF"_hex},
                     Tail{"0123456789ABCDEF0123456789ABCDEF"_hex}},
    "10 17 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF 01 23 45 67 89 AB CD EF 01 23 45 67 89 AB CD EF F0 4F"_hex));

/// Writes both host keys, wrapped under the KEK session's working KEK.
struct WriteHostKeyV2Wrapped {
  static constexpr std::string_view kName = "WriteHostKeyV2Wrapped";
  static constexpr Opcode kOpcode{0x1F08};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"envelope"}};

  Tail envelope{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

// Section 7.6, NIST P-256.
static_assert(frames_as(
    WriteHostKeyV2Wrapped{Tail{
        "EE8B28BA2DD3EDD3D973F513048EE019CDA5A0FA2E713D7EB35AAA2A03E4C293A1F4EDEC1A7561EAB5A70943CE8DA19F"_hex}},
    "1F08EE8B28BA2DD3EDD3D973F513048EE019CDA5A0FA2E713D7EB35AAA2A03E4C293A1F4EDEC1A7561EAB5A70943CE8DA19F29B6"_hex));

/// Makes the chip derive both host keys from a key agreement: anonymous, or authenticated by a
/// signature. Nothing shows whether both ends derived the same.
struct EstablishHostKeyV2 {
  static constexpr std::string_view kName = "EstablishHostKeyV2";
  static constexpr Opcode kOpcode{0x1F18};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{60};  // assumed: ECDH and Update
  static constexpr std::array kFields{Field{"host_public_key"}, Field{"algorithm"}, Field{"type"},
                                      Field{"authentication"}};

  PublicKey host_public_key{};
  AgreementAlgorithm algorithm = AgreementAlgorithm::kEstablishHostKey;
  HostKeyType type{};
  std::optional<AgreementAuthentication> authentication{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

// Section 7.6, X25519.
static_assert(frames_as(
    EstablishHostKeyV2{
        .host_public_key = *PublicKey::from_raw(
            Curve::kX25519,
            "BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F"_hex)},
    "1F 18 00 03 2B 65 6E 00 20 BB 72 8B 5D 03 81 2F F4 EF 57 E2 75 27 38 D8 56 2D 4A EC 08 17 89 A5 22 C2 C3 F6 B7 AF 73 05 5F 03 00 4F EC"_hex));

}  // namespace stsafe::wire
