#pragma once

#include <optional>

#include "cose/cbor_reader.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::cose {

/// Which key of which chip: what a kid says by default.
struct ChipKeyId {
  Fixed<9> serial_number{};  ///< of the chip, as its product data have it
  wire::SlotNumber slot{};

  friend bool operator==(const ChipKeyId&, const ChipKeyId&) = default;
};

/// Bytes of such a kid.
inline constexpr std::size_t kChipKeyIdSize = 14;

/// The kid: the letters "A120", the serial number, the number of the slot. Without the letters a
/// name that somebody chose could be taken for one.
Bytes encode_key_id(const ChipKeyId& id);
/// Nothing for a kid of any other form.
std::optional<ChipKeyId> parse_key_id(ByteView key_id);

/// For example "slot 3 of chip 02092012B6A4C50139".
std::string to_text(const ChipKeyId& id);

/// Which kid a reader accepts.
class KeyIdRule {
 public:
  /// The default. None, or that of the key at hand, or one of another form: a name that someone
  /// chose. Refuses one that names another slot or chip.
  KeyIdRule() = default;
  /// None, or exactly this one. For keys that several devices share under a name.
  static KeyIdRule exactly(ByteView key_id);
  /// Whatever there is. For a message that another device has sealed with the same key.
  static KeyIdRule any();

  /// Reason::kWrongKey if `key_id`, null for none, is not accepted by a reader with the key `own`.
  Result<void> check(const Bytes* key_id, const ChipKeyId& own) const;

 private:
  std::optional<Bytes> exactly_;
  bool any_ = false;
};

}  // namespace stsafe::cose
