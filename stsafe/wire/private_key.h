#pragma once

#include <optional>

#include "stsafe/wire/curve_id.h"
#include "stsafe/wire/fields.h"

// The private key table, protocol part 03 sections 2 and 9.
namespace stsafe::wire {

using PrivateKeySlot = Strong<std::uint8_t, struct PrivateKeySlotTag>;
/// The slot in RAM: for key establishment only, and forgotten after one use.
inline constexpr PrivateKeySlot kEphemeralSlot{0xFF};

/// How many signatures and shared secrets a key gives before it is blocked. Set when the key is
/// generated; 0000 and FFFF both mean no limit (U-1).
using UsageLimit = Strong<std::uint16_t, struct UsageLimitTag>;
inline constexpr UsageLimit kUnlimited{0xFFFF};
constexpr bool is_unlimited(UsageLimit limit) {
  return limit == kUnlimited || limit == UsageLimit{0};
}

/// Who may generate a new key into a slot.
enum class GenerateKeyAccess : std::uint8_t {
  kFree = 0,
  kHost = 1,   ///< needs a C-MAC
  kNever = 3,  ///< 2 is never, too
};

/// What the key of a slot may be used for (section 2.2), as one 16-bit word.
struct ModeOfOperation {
  std::uint16_t bits = 0;

  static constexpr std::uint16_t kChangeRight = 0x8000;
  static constexpr std::uint16_t kKeyEstablishment = 0x0001;
  static constexpr std::uint16_t kSignExternal = 0x0004;          ///< data from the host
  static constexpr std::uint16_t kSignInternalExternal = 0x0008;  ///< signature sessions

  static constexpr unsigned kGenerateKeyShift = 4;
  static constexpr unsigned kEddsaVariantShift = 6;

  constexpr bool allows(std::uint16_t use) const { return (bits & use) != 0; }
  constexpr GenerateKeyAccess generate_key_access() const {
    const auto raw = (bits >> kGenerateKeyShift) & 3U;
    return raw < 2 ? static_cast<GenerateKeyAccess>(raw) : GenerateKeyAccess::kNever;
  }
  /// True if an Ed25519 key of the slot signs what was hashed before.
  constexpr bool signs_prehashed() const { return ((bits >> kEddsaVariantShift) & 3U) == 1; }
  friend constexpr bool operator==(ModeOfOperation, ModeOfOperation) = default;
};

/// What the private key table says of one slot.
struct PrivateKeyRecord {
  PrivateKeySlot slot{};
  ModeOfOperation mode{};
  std::optional<Curve> curve{};  ///< of the key, if there is one

  friend constexpr bool operator==(const PrivateKeyRecord&, const PrivateKeyRecord&) = default;
};

constexpr void encode(Writer& w, const PrivateKeyRecord& record) {
  encode(w, record.slot);
  w.put(record.curve ? std::uint8_t{1} : std::uint8_t{0});
  w.put(record.mode.bits);
  encode(w, record.curve);
}
constexpr void decode(Reader& r, PrivateKeyRecord& record) {
  decode(r, record.slot);
  const auto presence = r.take<std::uint8_t>();
  if (presence > 1) return r.fail(LinkError::kMalformedField);
  record.mode.bits = r.take<std::uint16_t>();
  record.curve.reset();
  if (presence == 1) decode(r, record.curve.emplace());
}

}  // namespace stsafe::wire
