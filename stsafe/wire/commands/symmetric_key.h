#pragma once

#include "stsafe/wire/golden.h"
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

static_assert(frames_as(QuerySymmetricKeyTable{}, "14 23 EE 2F"_hex));

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

static_assert(frames_as(QuerySymmetricControlFields{SlotNumber{0}}, "14 4B 00 82 F6"_hex));
static_assert(answers_as(QuerySymmetricControlFields::Response{{0x08, 0xFF, 0xFF}},
                         "00 0005 08FFFF CAA4"_hex));

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

static_assert(frames_as(PutSymmetricControlFields{SlotNumber{0}, {0x03, 0xFF, 0xFF}},
                        "10 4B 00 03 FF FF 2C 2D"_hex));

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

// The vendor's library, recorded (part 02, section 11.2, step 3).
static_assert(frames_as(
    WriteSymmetricKeyWrapped{Tail{
        "67d519a6c5492e1abff9e109bae4524ac88688974ba524b260ad08c661c6107024b2c247a90c3d442b6fa06c3d9fec6f891dca0d8406a273"_hex}},
    "1f0967d519a6c5492e1abff9e109bae4524ac88688974ba524b260ad08c661c6107024b2c247a90c3d442b6fa06c3d9fec6f891dca0d8406a273ced9"_hex));

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

// The example of part 02, section 3.1; checksum computed apart.
static_assert(frames_as(
    WriteSymmetricKeyPlaintext{
        .info = {.slot = SlotNumber{0}, .key = {.usage = kEncrypt | kDecrypt, .parameter = 4}},
        .key = Tail{"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"_hex}},
    "1f1700000100000c04005a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5ae1fd"_hex));

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
