#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// The command authorization configuration: who may send each command, and what is encrypted.
class CommandAuthorization {
 public:
  static constexpr std::size_t kMaxRules = 64;

  /// Asks the chip. A LinkError if the records do not fit their number or are more than 64.
  static Result<CommandAuthorization> read(Device& device);

  std::span<const wire::CommandRule> rules() const { return std::span{rules_}.first(num_rules_); }
  bool conditions_may_change() const { return conditions_may_change_; }
  bool flags_may_change() const { return flags_may_change_; }

 private:
  std::array<wire::CommandRule, kMaxRules> rules_{};
  std::size_t num_rules_ = 0;
  bool conditions_may_change_ = false;
  bool flags_may_change_ = false;
};

/// Sets the access conditions of these commands, once in a chip's life, and reads the device's
/// table anew. A condition that nobody can satisfy locks its command for ever: with *host*, write
/// the host keys first.
///
/// Errors: UsageError::kWrongSize for no rule or more than 64; Status::kEntryNotFound for a command
/// that the chip does not list; Status::kAccessConditionNotSatisfied if they were set before.
Result<void> put_command_access_conditions(Device& device,
                                           std::span<const wire::CommandRule> rules);

/// Sets the encryption flags of these commands, once in a chip's life, and reads the device's table
/// anew. Errors: as of put_command_access_conditions().
Result<void> put_command_encryption_flags(Device& device, std::span<const wire::CommandRule> rules);

}  // namespace stsafe::host
