#pragma once

#include "cose/cbor_reader.h"
#include "stsafe/wire/commands/local_envelope.h"

namespace stsafe::cose {

/// Which local envelope key of which chip: what the kid of its recipients says. Keys in slots have
/// that of key_id.h.
struct LocalKeyId {
  Fixed<9> serial_number{};  ///< of the chip, as its product data have it
  wire::LocalEnvelopeSlot slot{};

  friend bool operator==(const LocalKeyId&, const LocalKeyId&) = default;
};

/// Bytes of such a kid: one more than the kid of a key in a slot, so that none is both.
inline constexpr std::size_t kLocalKeyIdSize = 15;

/// The kid: the letters "A120L", the serial number, the number of the slot.
Bytes encode_local_key_id(const LocalKeyId& id);
/// Nothing for a kid of any other form.
std::optional<LocalKeyId> parse_local_key_id(ByteView key_id);

/// For example "local envelope slot 0 of chip 02092012B6A4C50139".
std::string to_text(const LocalKeyId& id);

}  // namespace stsafe::cose
