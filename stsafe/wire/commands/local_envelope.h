#pragma once

#include "stsafe/wire/golden.h"
#include "stsafe/wire/symmetric_key.h"

// Local envelopes: bytes wrapped with a key that the chip made for itself and never tells. Protocol
// part 02 section 9.
namespace stsafe::wire {

/// A slot of the local envelope key table, which is not the symmetric key table.
using LocalEnvelopeSlot = Strong<std::uint8_t, struct LocalEnvelopeSlotTag>;

/// Makes the chip create a local envelope key, AES-128 or AES-256: once in a slot's life.
struct GenerateLocalEnvelopeKey {
  static constexpr std::string_view kName = "GenerateLocalEnvelopeKey";
  static constexpr Opcode kOpcode{0x11};
  static constexpr Subject kSubject{0x07};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{32};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"type"}};

  LocalEnvelopeSlot slot{};
  KeyType type = KeyType::kAes256;

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

// Seen on the bus of an A110 (part 04, section 3.1, frame 4).
static_assert(frames_as(GenerateLocalEnvelopeKey{LocalEnvelopeSlot{0}, KeyType::kAes128},
                        "11 07 00 00 AF C1"_hex));
static_assert(frames_as(GenerateLocalEnvelopeKey{LocalEnvelopeSlot{1}, KeyType::kAes128},
                        "11 07 01 00 B6 19"_hex));

/// What the local envelope key table says of one slot.
struct LocalEnvelopeRecord {
  LocalEnvelopeSlot slot{};
  bool present = false;
  KeyType type{};  ///< only if present
};

constexpr void encode(Writer& w, const LocalEnvelopeRecord& record) {
  encode(w, record.slot);
  w.put(static_cast<std::uint8_t>(record.present ? 1 : 0));
  if (record.present) encode(w, record.type);
}

/// Asks for the number of local envelope key slots and a record of each. The vendor's library for
/// the A120 does not ask; the answer is that of an A110 (part 04, section 3.1, frame 5).
struct QueryLocalEnvelopeKeyTable {
  static constexpr std::string_view kName = "QueryLocalEnvelopeKeyTable";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x07};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"num_slots"}, Field{"records"}};
    using NumSlots = Strong<std::uint8_t, struct NumSlotsTag>;
    NumSlots num_slots{};
    Tail records{};  ///< `num_slots` × LocalEnvelopeRecord
  };
};

static_assert(frames_as(QueryLocalEnvelopeKeyTable{}, "14 07 89 09"_hex));
static_assert(answers_as(
    QueryLocalEnvelopeKeyTable::Response{QueryLocalEnvelopeKeyTable::Response::NumSlots{2},
                                         Tail{"00 01 00 01 01 00"_hex}},
    "00 00 09 02 00 01 00 01 01 00 FC 88"_hex));

/// Wraps a payload with AES key wrap (RFC 3394): 8 bytes come in front.
struct WrapLocalEnvelope {
  static constexpr std::string_view kName = "WrapLocalEnvelope";
  static constexpr Opcode kOpcode{0x0E};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{3};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, secret_field("payload")};

  LocalEnvelopeSlot slot{};
  Tail payload{};

  struct Response {
    static constexpr std::array kFields{Field{"wrapped"}};
    Tail wrapped{};
  };
};

// The layout and the key wrap example of part 02, section 9; checksums computed apart.
static_assert(frames_as(WrapLocalEnvelope{LocalEnvelopeSlot{0},
                                          Tail{"00112233445566778899aabbccddeeff"_hex}},
                        "0e 00 00112233445566778899aabbccddeeff f799"_hex));
static_assert(answers_as(WrapLocalEnvelope::Response{Tail{
                             "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"_hex}},
                         "00 001a 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5 b0c7"_hex));

/// Unwraps what Wrap local envelope made.
struct UnwrapLocalEnvelope {
  static constexpr std::string_view kName = "UnwrapLocalEnvelope";
  static constexpr Opcode kOpcode{0x0F};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{3};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"wrapped"}};

  LocalEnvelopeSlot slot{};
  Tail wrapped{};

  struct Response {
    static constexpr std::array kFields{secret_field("payload")};
    Tail payload{};
  };
};

static_assert(
    frames_as(UnwrapLocalEnvelope{LocalEnvelopeSlot{0},
                                  Tail{"1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"_hex}},
              "0f 00 1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5 69de"_hex));
static_assert(answers_as(UnwrapLocalEnvelope::Response{Tail{
                             "00112233445566778899aabbccddeeff"_hex}},
                         "00 0012 00112233445566778899aabbccddeeff e8e7"_hex));

}  // namespace stsafe::wire
