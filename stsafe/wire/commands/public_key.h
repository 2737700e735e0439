#pragma once

#include "stsafe/wire/message.h"
#include "stsafe/wire/public_key_slot.h"

// Commands about generic public keys, protocol part 03 section 6. The golden frames are those of
// its appendix A and of section 6.4.
namespace stsafe::wire {

/// Asks for the number of slots.
struct QueryGenericPublicKeyTable {
  static constexpr std::string_view kName = "QueryGenericPublicKeyTable";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x48};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr auto kFields = kNoFields;

  struct Response {
    static constexpr std::array kFields{Field{"num_slots"}, Field{"surplus"}};
    using NumSlots = Strong<std::uint8_t, struct NumPublicSlotsTag>;
    NumSlots num_slots{};
    Tail surplus{};  ///< what may follow is not known (U-12)
  };
};

/// Asks what is in one slot.
struct QueryGenericPublicKeySlot {
  static constexpr std::string_view kName = "QueryGenericPublicKeySlot";
  static constexpr Opcode kOpcode{0x14};
  static constexpr Subject kSubject{0x4C};
  static constexpr Effect kEffect = Effect::kNone;
  static constexpr Microseconds kTypicalTime = milliseconds{5};  // timings.csv
  static constexpr std::array kFields{Field{"slot"}};

  PublicKeySlot slot{};

  struct Response {
    static constexpr std::array kFields{Field{"presence"}, Field{"flags"}, Field{"public_key"}};
    using Presence = Strong<std::uint8_t, struct PublicKeyPresenceTag>;
    Presence presence{};  ///< 1 with a key, else 0
    PublicKeyFlags flags{};
    std::optional<PublicKey> public_key{};
  };
};

/// Sets what a slot's key may authenticate, while the change right is there. With the change right
/// cleared this is the last time.
struct PutPublicKeyConfigurationFlags {
  static constexpr std::string_view kName = "PutPublicKeyConfigurationFlags";
  static constexpr Opcode kOpcode{0x10};
  static constexpr Subject kSubject{0x4D};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"slot"}, Field{"flags"}};

  PublicKeySlot slot{};
  PublicKeyFlags flags{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

/// Writes a public key into an empty slot, for good.
struct WritePublicKey {
  static constexpr std::string_view kName = "WritePublicKey";
  static constexpr Opcode kOpcode{0x1F0A};
  static constexpr Effect kEffect = Effect::kIrreversible;
  static constexpr Microseconds kTypicalTime = milliseconds{22};  // assumed: as Update
  static constexpr std::array kFields{Field{"slot"}, Field{"public_key"}};

  PublicKeySlot slot{};
  PublicKey public_key{};

  struct Response {
    static constexpr auto kFields = kNoFields;
  };
};

}  // namespace stsafe::wire
