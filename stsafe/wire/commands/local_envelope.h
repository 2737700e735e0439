#pragma once

#include "stsafe/wire/message.h"
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

inline constexpr std::size_t kWrapOverhead = 8;

/// Wraps a payload with AES key wrap (RFC 3394): 8 bytes come in front.
struct WrapLocalEnvelope {
  static constexpr std::string_view kName = "WrapLocalEnvelope";
  static constexpr Opcode kOpcode{0x0E};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{3};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, secret_field("payload")};

  LocalEnvelopeSlot slot{};
  Tail payload{};

  constexpr std::size_t answer_size() const { return payload.bytes().size() + kWrapOverhead; }

  struct Response {
    static constexpr std::array kFields{Field{"wrapped"}};
    Tail wrapped{};
  };
};

/// Unwraps what Wrap local envelope made.
struct UnwrapLocalEnvelope {
  static constexpr std::string_view kName = "UnwrapLocalEnvelope";
  static constexpr Opcode kOpcode{0x0F};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{3};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}, Field{"wrapped"}};

  LocalEnvelopeSlot slot{};
  Tail wrapped{};

  constexpr std::size_t answer_size() const {
    return wrapped.bytes().size() - std::min(wrapped.bytes().size(), kWrapOverhead);
  }

  struct Response {
    static constexpr std::array kFields{secret_field("payload")};
    Tail payload{};
  };
};

}  // namespace stsafe::wire
