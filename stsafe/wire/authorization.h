#pragma once

#include "stsafe/wire/message.h"

// The command authorization configuration, protocol part 01 section 3.3.
namespace stsafe::wire {

/// Who may send a command.
enum class CommandAccess : std::uint8_t {
  kNever = 0,
  kFree = 1,
  kAdmin = 2,
  kHost = 3,
  kAdminOrPassword = 4,
  kAdminOrHost = 5,
};

/// One command's access condition and encryption flags.
struct CommandRule {
  Opcode opcode{};
  CommandAccess access = CommandAccess::kFree;
  bool encrypt_command = false;
  bool encrypt_response = false;

  static constexpr std::uint8_t kEncryptCommandBit = 0x02;
  static constexpr std::uint8_t kEncryptResponseBit = 0x01;

  friend constexpr bool operator==(const CommandRule&, const CommandRule&) = default;
};

/// Writes a command code as tables of commands have it: one byte, or 1F and one.
constexpr void put_command_code(Writer& w, Opcode code) {
  if (is_extended(code)) {
    w.put(code.raw());
  } else {
    w.put(static_cast<std::uint8_t>(code.raw()));
  }
}
constexpr Opcode take_command_code(Reader& r) {
  std::uint16_t code = r.take<std::uint8_t>();
  if (code == 0x1F) code = static_cast<std::uint16_t>((code << 8) | r.take<std::uint8_t>());
  return Opcode{code};
}
constexpr std::uint8_t encryption_flags(const CommandRule& rule) {
  return static_cast<std::uint8_t>((rule.encrypt_command ? CommandRule::kEncryptCommandBit : 0) |
                                   (rule.encrypt_response ? CommandRule::kEncryptResponseBit : 0));
}

constexpr void encode(Writer& w, const CommandRule& rule) {
  put_command_code(w, rule.opcode);
  encode(w, rule.access);
  w.put(encryption_flags(rule));
}
constexpr void decode(Reader& r, CommandRule& rule) {
  rule.opcode = take_command_code(r);
  decode(r, rule.access);
  const auto flags = r.take<std::uint8_t>();
  rule.encrypt_command = (flags & CommandRule::kEncryptCommandBit) != 0;
  rule.encrypt_response = (flags & CommandRule::kEncryptResponseBit) != 0;
}

}  // namespace stsafe::wire
