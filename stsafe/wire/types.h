#pragma once

#include <chrono>
#include <string_view>

#include "stsafe/base/bytes.h"
#include "stsafe/base/strong.h"

namespace stsafe::wire {

/// A command code: 0x00…0x1C, or 0x1F00…0x1F1A for an extended one (its two header bytes).
using Opcode = Strong<std::uint16_t, struct OpcodeTag>;
/// The first payload byte where it selects what a command is about: the tag of Query and Put
/// attribute, the distinguisher of Encrypt, the subject of Generate random.
using Subject = Strong<std::uint8_t, struct SubjectTag>;

constexpr bool is_extended(Opcode code) { return code.raw() > 0xFF; }

/// True for the commands that always travel without C-MAC and encryption, whatever the
/// authorization table says (protocol part 01, section 4.9).
constexpr bool always_plain(Opcode code) {
  // Reset, Delete, Hibernate, Put attribute, Query, Standby: one bit each.
  constexpr std::uint32_t raw_path =
      1U << 0x01 | 1U << 0x0C | 1U << 0x0D | 1U << 0x10 | 1U << 0x14 | 1U << 0x19;
  return !is_extended(code) && ((raw_path >> code.raw()) & 1) != 0;
}

/// What a command leaves behind in the chip.
enum class Effect : std::uint8_t {
  kNone,         ///< nothing that outlives it: it may be repeated after a lost answer
  kReversible,   ///< a change that another command can undo
  kIrreversible  ///< a change for good
};

/// Names a member of a message for traces and documents, and says whether its value is secret.
struct Field {
  std::string_view name;
  bool secret = false;
};
constexpr Field secret_field(std::string_view name) { return {name, true}; }
/// For messages without fields.
inline constexpr std::array<Field, 0> kNoFields{};

/// A command's typical execution time. Where a source gives one it is cited; others are assumed.
using Microseconds = std::chrono::microseconds;
using std::chrono::milliseconds;

}  // namespace stsafe::wire
