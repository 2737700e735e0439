#pragma once

#include "stsafe/wire/registry.h"

// Every command code and every subject of Query that the protocol documents name: part 01,
// sections 2.1, 2.2 and 3.1. What they mean stands in the registry.
namespace stsafe::wire {

enum class CodeKind : std::uint8_t {
  kUsed,
  kReserved,  ///< has a place in the documents' tables, but no meaning
  kUnused,    ///< has a name, but nobody knows its layout
};

struct CodeFact {
  Opcode opcode{};
  std::string_view name;
  CodeKind kind = CodeKind::kUsed;
};

/// A code that is reserved or unused is answered 04.
inline constexpr std::array kAllCodes{
    CodeFact{Opcode{0x00}, "Echo"},
    CodeFact{Opcode{0x01}, "Reset"},
    CodeFact{Opcode{0x02}, "Generate random"},
    CodeFact{Opcode{0x03}, "Start session", CodeKind::kUnused},
    CodeFact{Opcode{0x04}, "Decrement"},
    CodeFact{Opcode{0x05}, "Read"},
    CodeFact{Opcode{0x06}, "Update"},
    CodeFact{Opcode{0x07}, "Increment", CodeKind::kUnused},
    CodeFact{Opcode{0x08}, "Derive LoRa key", CodeKind::kReserved},
    CodeFact{Opcode{0x09}, "Generate MAC"},
    CodeFact{Opcode{0x0A}, "Verify MAC"},
    CodeFact{Opcode{0x0B}, "Unwrap issuer envelope", CodeKind::kUnused},
    CodeFact{Opcode{0x0C}, "Delete"},
    CodeFact{Opcode{0x0D}, "Hibernate"},
    CodeFact{Opcode{0x0E}, "Wrap local envelope"},
    CodeFact{Opcode{0x0F}, "Unwrap local envelope"},
    CodeFact{Opcode{0x10}, "Put attribute"},
    CodeFact{Opcode{0x11}, "Generate key"},
    CodeFact{Opcode{0x12}, "Put key", CodeKind::kUnused},
    CodeFact{Opcode{0x13}, "Configure", CodeKind::kUnused},
    CodeFact{Opcode{0x14}, "Query"},
    CodeFact{Opcode{0x15}, "Get signature", CodeKind::kUnused},
    CodeFact{Opcode{0x16}, "Generate signature"},
    CodeFact{Opcode{0x17}, "Verify signature"},
    CodeFact{Opcode{0x18}, "Establish key"},
    CodeFact{Opcode{0x19}, "Standby"},
    CodeFact{Opcode{0x1A}, "Verify password"},
    CodeFact{Opcode{0x1B}, "Encrypt"},
    CodeFact{Opcode{0x1C}, "Decrypt"},
    CodeFact{Opcode{0x1F00}, "Start hash"},
    CodeFact{Opcode{0x1F01}, "Process hash"},
    CodeFact{Opcode{0x1F02}, "Finish hash"},
    CodeFact{Opcode{0x1F03}, "Start volatile KEK session"},
    CodeFact{Opcode{0x1F04}, "Establish symmetric keys"},
    CodeFact{Opcode{0x1F05}, "Confirm symmetric keys"},
    CodeFact{Opcode{0x1F06}, "Stop volatile KEK session"},
    CodeFact{Opcode{0x1F07}, "Write host key V2 plaintext"},
    CodeFact{Opcode{0x1F08}, "Write host key V2 wrapped"},
    CodeFact{Opcode{0x1F09}, "Write symmetric key wrapped"},
    CodeFact{Opcode{0x1F0A}, "Write public key"},
    CodeFact{Opcode{0x1F0B}, "Generate ECDHE key pair"},
    CodeFact{Opcode{0x1F0C}, "reserved", CodeKind::kReserved},
    CodeFact{Opcode{0x1F0D}, "reserved", CodeKind::kReserved},
    CodeFact{Opcode{0x1F0E}, "Generate challenge"},
    CodeFact{Opcode{0x1F0F}, "Verify entity signature"},
    CodeFact{Opcode{0x1F10}, "Derive keys"},
    CodeFact{Opcode{0x1F11}, "Start encrypt"},
    CodeFact{Opcode{0x1F12}, "Process encrypt"},
    CodeFact{Opcode{0x1F13}, "Finish encrypt"},
    CodeFact{Opcode{0x1F14}, "Start decrypt"},
    CodeFact{Opcode{0x1F15}, "Process decrypt"},
    CodeFact{Opcode{0x1F16}, "Finish decrypt"},
    CodeFact{Opcode{0x1F17}, "Write symmetric key plaintext"},
    CodeFact{Opcode{0x1F18}, "Establish host key V2"},
    CodeFact{Opcode{0x1F19}, "Erase symmetric key slot"},
    CodeFact{Opcode{0x1F1A}, "Decompress public key"},
};
static_assert(kAllCodes.size() == 29 + 27);

struct SubjectFact {
  Subject subject{};
  std::string_view name;
};

/// Subjects of Query and Put attribute that have a name and no known use: answered 10.
inline constexpr std::array kUnusedSubjects{
    SubjectFact{Subject{0x01}, "admin base key slot"},
    SubjectFact{Subject{0x02}, "P1 base key slot, legacy"},
    SubjectFact{Subject{0x04}, "master key table"},
    SubjectFact{Subject{0x0C}, "remaining cache derivation"},
    SubjectFact{Subject{0x35}, "P2 base key slot"},
    SubjectFact{Subject{0x36}, "PHI-P slot"},
    SubjectFact{Subject{0x37}, "PHI-C slot"},
    SubjectFact{Subject{0x3C}, "P1 base key slot"},
    SubjectFact{Subject{0x3F}, "patch parent key"},
    SubjectFact{Subject{0x40}, "patch start"},
    SubjectFact{Subject{0x41}, "patch update"},
    SubjectFact{Subject{0x42}, "patch finalize"},
    SubjectFact{Subject{0x43}, "patch signature verification key"},
    SubjectFact{Subject{0x44}, "patch configuration flags"},
    SubjectFact{Subject{0x45}, "patch update command counter"},
    SubjectFact{Subject{0x46}, "patch parent-key usage limit"},
};

constexpr CodeKind kind_of(Opcode opcode) {
  const auto found = std::ranges::find(kAllCodes, opcode, &CodeFact::opcode);
  return found != kAllCodes.end() ? found->kind : CodeKind::kUnused;
}

template <Command... Cs>
constexpr bool has_command(CommandList<Cs...>, Opcode opcode) {
  return ((Cs::kOpcode == opcode) || ...);
}
/// True if the chip answers the code as the documents say.
constexpr bool is_implemented(const CodeFact& code) {
  return code.kind != CodeKind::kUsed || has_command(Commands{}, code.opcode);
}

template <Command... Cs>
consteval bool all_are_used(CommandList<Cs...>) {
  return ((kind_of(Cs::kOpcode) == CodeKind::kUsed) && ...);
}
static_assert(all_are_used(Commands{}));

}  // namespace stsafe::wire
