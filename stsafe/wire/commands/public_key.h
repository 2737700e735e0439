#pragma once

#include "stsafe/wire/golden.h"
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

static_assert(frames_as(QueryGenericPublicKeyTable{}, "14 48 33 FA"_hex));
static_assert(answers_as(
    QueryGenericPublicKeyTable::Response{QueryGenericPublicKeyTable::Response::NumSlots{4}, {}},
    "00 00 03 04 49 63"_hex));

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

static_assert(frames_as(PutPublicKeyConfigurationFlags{PublicKeySlot{0}, kForEntityAuthentication},
                        "10 4D 00 00 08 6A 47"_hex));
static_assert(frames_as(PutPublicKeyConfigurationFlags{PublicKeySlot{1},
                                                       kPublicKeyChangeRight |
                                                           kForEstablishSymmetricKeys |
                                                           kForEntityAuthentication},
                        "10 4D 01 00 0B 02 00"_hex));

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

static_assert(frames_as(
    WritePublicKey{
        PublicKeySlot{0},
        *PublicKey::from_raw(
            Curve::kNistP256,
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex)},
    "1F0A 00 00082A8648CE3D030107 04 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299 9761"_hex));

}  // namespace stsafe::wire
