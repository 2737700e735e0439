#pragma once

#include "stsafe/wire/golden.h"
#include "stsafe/wire/host_key.h"

// Commands about the host keys, protocol part 01 sections 3.6, 3.7 and 7.1.
namespace stsafe::wire {

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

}  // namespace stsafe::wire
