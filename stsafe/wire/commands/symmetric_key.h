#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/symmetric_key.h"

// Commands about the symmetric key table, protocol part 02 sections 1 to 5.
namespace stsafe::wire {

/// Asks for the number of slots and a record of each.
struct QuerySymmetricKeyTable {
  static constexpr std::string_view kName = "QuerySymmetricKeyTable";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x23};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"num_slots"}, Field{"records"}};
    using NumSlots = Strong<std::uint8_t, struct NumSlotsTag>;
    NumSlots num_slots{};
    Tail records{};  ///< `num_slots` × SlotRecord, without slot numbers
  };
};

struct QuerySymmetricControlFields {
  static constexpr std::string_view kName = "QuerySymmetricControlFields";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x4B};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}};

  SlotNumber slot{};

  struct Response {
    static constexpr std::array kFields{Field{"fields"}};
    SlotControlFields fields{};
  };
};

/// Sets a slot's control fields, while their change right is there. With the change right cleared
/// this is the last time.
struct PutSymmetricControlFields {
  static constexpr std::string_view kName = "PutSymmetricControlFields";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x4B};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"slot"}, Field{"fields"}};

  SlotNumber slot{};
  SlotControlFields fields{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Writes a key wrapped under the KEK session's working KEK. The slot number is inside.
struct WriteSymmetricKeyWrapped {
  static constexpr std::string_view kName = "WriteSymmetricKeyWrapped";
  static constexpr Opcode kOpcode{0x1F09};
  static constexpr Effect kEffect = Effect::kIrreversible;        // a locked key stays for good
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"envelope"}};

  Tail envelope{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Writes a key as it is. Only for a trusted bus: whoever listens has the key.
struct WriteSymmetricKeyPlaintext {
  static constexpr std::string_view kName = "WriteSymmetricKeyPlaintext";
  static constexpr Opcode kOpcode{0x1F17};
  static constexpr Effect kEffect = Effect::kIrreversible;        // a locked key stays for good
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"info"}, secret_field("key")};

  KeyInfo info{};
  Tail key{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Empties a slot whose key is unlocked or erasable.
struct EraseSymmetricKeySlot {
  static constexpr std::string_view kName = "EraseSymmetricKeySlot";
  static constexpr Opcode kOpcode{0x1F19};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"slot"}};

  SlotNumber slot{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

}  // namespace stsafe::wire
