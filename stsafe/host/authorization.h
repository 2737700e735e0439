#pragma once

#include "stsafe/wire/authorization.h"

namespace stsafe::host {

/// What the chip demands of each command: a copy of its command authorization configuration.
/// Commands that the chip does not list are free.
class Authorization {
 public:
  /// Reads `num_records` records; fails with a LinkError if they are not well formed.
  Result<void> load(std::size_t num_records, ByteView records);

  wire::CommandRule rule(wire::Opcode opcode) const;
  /// True if the chip refuses the command, or hides its answer, without a host session that would
  /// let it pass. What else it wants, such as a password, is for the chip to judge.
  bool demands_session(wire::Opcode opcode) const;

 private:
  static std::size_t index(wire::Opcode opcode);
  // Access (bits 0 to 2) and encryption flags (bits 3 and 4): standard codes, then extended ones.
  std::array<std::uint8_t, 64> rules_ = [] {
    std::array<std::uint8_t, 64> all_free{};
    all_free.fill(std::to_underlying(wire::CommandAccess::kFree));
    return all_free;
  }();
};

}  // namespace stsafe::host
