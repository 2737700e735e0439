#pragma once

#include "stsafe/wire/hash_id.h"
#include "stsafe/wire/message.h"
#include "stsafe/wire/symmetric_key.h"

// HKDF in the chip (RFC 5869), protocol part 02 section 8.
namespace stsafe::wire {

/// Where the input key or the salt comes from.
enum class KeySource : std::uint8_t { kCommand = 0, kSlot = 2 };

/// The input key: in a slot, or in the command itself.
struct DeriveInput {
  KeySource source = KeySource::kSlot;
  SlotNumber slot{};              ///< from a slot
  KeyMode mode = KeyMode::kHkdf;  ///< in the command
  ByteView key{};                 ///< in the command: 16 to 32 bytes
};

constexpr void encode(Writer& w, const DeriveInput& input) {
  encode(w, input.source);
  if (input.source == KeySource::kSlot) return encode(w, input.slot);
  encode(w, input.mode);
  encode(w, Prefixed{input.key});
}
constexpr void decode(Reader& r, DeriveInput& input) {
  decode(r, input.source);
  if (input.source == KeySource::kSlot) return decode(r, input.slot);
  if (input.source != KeySource::kCommand) return r.fail(LinkError::kMalformedField);
  decode(r, input.mode);
  Prefixed key;
  decode(r, key);
  input.key = key.bytes();
}

/// The salt: bytes in the command, or the key of a slot.
struct DeriveSalt {
  KeySource source = KeySource::kCommand;
  SlotNumber slot{};  ///< from a slot
  ByteView bytes{};   ///< in the command; none stands for 32 zeros
};

constexpr void encode(Writer& w, const DeriveSalt& salt) {
  encode(w, salt.source);
  if (salt.source == KeySource::kSlot) return encode(w, salt.slot);
  encode(w, Prefixed{salt.bytes});
}
constexpr void decode(Reader& r, DeriveSalt& salt) {
  decode(r, salt.source);
  if (salt.source == KeySource::kSlot) return decode(r, salt.slot);
  if (salt.source != KeySource::kCommand) return r.fail(LinkError::kMalformedField);
  Prefixed bytes;
  decode(r, bytes);
  salt.bytes = bytes.bytes();
}

/// Which halves of HKDF are wanted: a set of bits.
using DeriveSteps = Strong<std::uint8_t, struct DeriveStepsTag>;
inline constexpr DeriveSteps kExpand{0x01};
inline constexpr DeriveSteps kExtract{0x02};
inline constexpr DeriveSteps kExtractAndExpand{0x03};
constexpr bool includes(DeriveSteps set, DeriveSteps wanted) {
  return (set.raw() & wanted.raw()) == wanted.raw();
}

/// One key that comes out: what it is and where it goes. Its length stands in front (trap T-7).
struct DerivedKey {
  enum class Destination : std::uint8_t { kResponse = 1, kSlot = 2 };
  Destination destination = Destination::kResponse;
  std::uint16_t size = 0;  ///< to the response: bytes
  KeyDescription key{};    ///< to a slot, which the chip chooses
};

inline constexpr std::size_t kMaxDerivedKeys = 32;
/// Length (2), destination, lock, type, mode, usage (2), parameters (2).
inline constexpr std::size_t kMaxDerivedKeySize = 10;

constexpr void encode(Writer& w, const DerivedKey& output) {
  constexpr std::uint16_t lock_to_usage = 5;
  const bool to_slot = output.destination == DerivedKey::Destination::kSlot;
  const auto length = static_cast<std::uint16_t>(
      1 + (to_slot ? lock_to_usage + num_parameters(output.key.mode) : sizeof(output.size)));
  w.put(length);
  encode(w, output.destination);
  if (to_slot) return encode(w, output.key);
  w.put(output.size);
}
/// A length that is not that of the mode is LinkError::kMalformedField (trap T-13).
constexpr void decode(Reader& r, DerivedKey& output) {
  Reader inner{r.take_bytes(r.take<std::uint16_t>())};
  decode(inner, output.destination);
  switch (output.destination) {
    case DerivedKey::Destination::kResponse: output.size = inner.take<std::uint16_t>(); break;
    case DerivedKey::Destination::kSlot: decode(inner, output.key); break;
    default: return r.fail(LinkError::kMalformedField);
  }
  if (!inner.finish()) r.fail(LinkError::kMalformedField);
}

/// Derives keys: extract makes a pseudo-random key (PRK), expand makes keys of one. With extract
/// alone the PRK goes to a slot.
struct DeriveKeys {
  static constexpr std::string_view kName = "DeriveKeys";
  static constexpr Opcode kOpcode{0x1F10};
  static constexpr Effect kEffect = Effect::kIrreversible;        // a locked key stays for good
  static constexpr Microseconds kTypicalTime = milliseconds{23};  // assumed: as Generate MAC
  static constexpr std::array kFields{secret_field("input"), Field{"steps"}, Field{"hash"},
                                      Field{"salt"},         Field{"info"},  Field{"outputs"}};

  DeriveInput input{};
  DeriveSteps steps = kExtractAndExpand;
  HashAlgorithm hash = HashAlgorithm::kSha256;
  DeriveSalt salt{};  ///< on the wire if `steps` has extract
  Prefixed info{};    ///< on the wire if `steps` has expand
  Tail outputs{};     ///< DerivedKey, one or more; on the wire if `steps` has expand

  struct Response {
    static constexpr std::array kFields{secret_field("outputs")};
    /// In order, for each output the key, or the number of the slot that it went to (1).
    Tail outputs{};
  };
};

constexpr void encode(Writer& w, const DeriveKeys& command) {
  encode(w, command.input);
  encode(w, command.steps);
  encode(w, command.hash);
  if (includes(command.steps, kExtract)) encode(w, command.salt);
  if (!includes(command.steps, kExpand)) return;
  encode(w, command.info);
  encode(w, command.outputs);
}
constexpr void decode(Reader& r, DeriveKeys& command) {
  decode(r, command.input);
  decode(r, command.steps);
  decode(r, command.hash);
  if (includes(command.steps, kExtract)) decode(r, command.salt);
  if (!includes(command.steps, kExpand)) return;
  decode(r, command.info);
  decode(r, command.outputs);
}

}  // namespace stsafe::wire
