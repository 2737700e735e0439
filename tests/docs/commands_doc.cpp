#include "tests/docs/commands_doc.h"

#include <string_view>

#include "tests/docs/field_encoding.h"

namespace stsafe::docs {
namespace {

constexpr std::string_view kIntroduction =
    R"(# Commands

Generated from `stsafe/wire/registry.h` by the test in `tests/docs`; run `docs_test` with
`STSAFE_UPDATE_DOCS=1` to write it anew.

- **code**: the command code; two bytes for an extended command. After `+` the subject, the first
  payload byte where commands share a code. A mode in parentheses is that of the key in the slot: the
  frame does not name it.
- **effect**: what is left in the chip. A command without effect may be repeated after a lost answer.
- **time**: how long it typically takes. The source stands beside each command;
  `docs/decisions/0007-typical-times.md` says which are assumed.
- **session**: *if wanted* means protected by the host session if the chip's command authorization or
  the host's policy wants it; *never* means always in plaintext.
- Fields stand in the order of the wire, after header and subject. Numbers are big-endian. A **bold**
  field is secret: a trace shows its size only. A response field comes after the status; an answer
  with a status other than 00 has no fields.

)";

constexpr std::string_view kFieldNotes = R"(
What the sizes mean: a number is a count of bytes; *1 + n* and *2 + n* are a length of one
or two bytes and as many bytes; *rest* goes on to the end of the payload.

| field type | on the wire |
|---|---|
| curve | two-byte length and object identifier, 5 to 11 bytes |
| public key | curve, then 04, X and Y, each coordinate behind a two-byte length; for X25519 curve, 0020 and 32 bytes |
| key information | lock, slot, type, mode, usage (2), up to two parameters: 6 to 8 bytes |
| hash | two-byte length and object identifier, 11 bytes |
| input key | 02 and a slot, or 00, mode 04, two-byte length and key |
| salt | where keys are extracted: 02 and a slot, or 00, two-byte length and salt |
| optional public key | nothing, or a public key |
| point | a public key without its curve, which the receiver knows |
| signed data | public key, r and s, each behind a two-byte length; for Ed25519 00 (pure) or 01 (pre-hashed); message behind a two-byte length |
| half of rest | a key of half the bytes that are left |
| host key slot | 00 for no keys; else 01, key type, counter (4) |
| host key slot V1 | 00 for no AES-128 keys; else 01, the low three bytes of the counter |
| optional authentication | nothing, or filler, public key slot, hash identifier, r and s |
)";

template <wire::Message M>
std::string fields_of() {
  std::string text;
  wire::for_each_field(M{}, [&](const wire::Field& field, const auto& member) {
    if (!text.empty()) text += ", ";
    const std::string mark = field.secret ? "**" : "";
    text += mark + std::string{field.name} + mark + " (" + encoding_of(member) + ")";
  });
  return text.empty() ? "–" : text;
}

std::string hex_byte(unsigned value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[(value >> 4) & 0xF], digits[value & 0xF]};
}

std::string code_text(wire::Opcode opcode) {
  const std::string low = hex_byte(opcode.raw() & 0xFF);
  return is_extended(opcode) ? hex_byte(opcode.raw() >> 8) + " " + low : low;
}

template <wire::Command C>
std::string subject_text() {
  if constexpr (wire::HasSubject<C>) return " + " + hex_byte(C::kSubject.raw());
  return "";
}

std::string_view name(wire::KeyMode mode) {
  switch (mode) {
    case wire::KeyMode::kCcmStar: return "CCM*";
    case wire::KeyMode::kCmac: return "CMAC";
    case wire::KeyMode::kEcb: return "ECB";
    case wire::KeyMode::kGcm: return "GCM";
    case wire::KeyMode::kHkdf: return "HKDF";
    case wire::KeyMode::kHmac: return "HMAC";
  }
  return "?";
}

/// The mode of the key that a command needs, where that tells it from others of its code.
template <wire::Command C>
std::string mode_text() {
  if constexpr (requires { C::kKeyMode; }) return " (" + std::string{name(C::kKeyMode)} + ")";
  return "";
}

std::string effect_text(wire::Effect effect) {
  switch (effect) {
    case wire::Effect::kNone: return "none";
    case wire::Effect::kReversible: return "reversible";
    case wire::Effect::kIrreversible: return "irreversible";
  }
  return "?";
}

std::string time_text(wire::Microseconds time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time).count()) +
         " ms";
}

}  // namespace

std::string commands_document() {
  std::string text{kIntroduction};
  text += "| code | name | effect | time | session | request | response |\n";
  text += "|---|---|---|---|---|---|---|\n";
  std::size_t num_commands = 0;
  wire::for_each_command([&]<wire::Command C>() {
    ++num_commands;
    text += "| " + code_text(C::kOpcode) + subject_text<C>() + mode_text<C>();
    text += " | `" + std::string{C::kName} + "` | " + effect_text(C::kEffect);
    text += " | " + time_text(C::kTypicalTime);
    text += wire::always_plain(C::kOpcode) ? " | never" : " | if wanted";
    text += " | " + fields_of<C>() + " | " + fields_of<typename C::Response>() + " |\n";
  });
  text += "\n" + std::to_string(num_commands) + " commands.\n";
  text += kFieldNotes;
  return text;
}

}  // namespace stsafe::docs
