#pragma once

#include "stsafe/wire/authorization.h"
#include "stsafe/wire/commands/device.h"

// May this command be executed now? Pure functions over rules and facts about the caller.
namespace stsafe::sim {

/// True if the chip treats the command as protected by the host session: its access condition says
/// so, or one of its encryption flags (trap T-41).
constexpr bool needs_host(const wire::CommandRule& rule) {
  return rule.access == wire::CommandAccess::kHost ||
         rule.access == wire::CommandAccess::kAdminOrHost || rule.encrypt_command ||
         rule.encrypt_response;
}

/// Checks a command's access condition; `host_verified` says that its C-MAC was correct.
constexpr Status check_command_access(const wire::CommandRule& rule, bool host_verified) {
  switch (rule.access) {
    case wire::CommandAccess::kNever: return Status::kCommandNotAuthorized;
    case wire::CommandAccess::kFree:
    case wire::CommandAccess::kHost:
    case wire::CommandAccess::kAdminOrHost:
      if (needs_host(rule) && !host_verified) return Status::kAccessConditionNotSatisfied;
      return Status::kOk;
    case wire::CommandAccess::kAdmin:
    case wire::CommandAccess::kAdminOrPassword: break;
  }
  // There is no admin channel, and no password is set.
  return Status::kAccessConditionNotSatisfied;
}

/// Checks a command against the life cycle (trap T-45): a locked chip still answers Query, Verify
/// password, Put life cycle, Reset and Echo; a terminated one Query, Reset and Echo.
constexpr Status check_life_cycle(wire::Opcode opcode, bool puts_life_cycle,
                                  wire::LifeCycle state) {
  const auto code = opcode.raw();
  const bool always = code == 0x00 || code == 0x01 || code == 0x14;
  const bool unlocking = code == 0x1A || puts_life_cycle;
  switch (state) {
    case wire::LifeCycle::kBorn:
    case wire::LifeCycle::kPatching:
    case wire::LifeCycle::kOperational: return Status::kOk;
    case wire::LifeCycle::kBornLocked:
    case wire::LifeCycle::kOperationalLocked:
      return always || unlocking ? Status::kOk : Status::kInvalidLifeCycleState;
    case wire::LifeCycle::kTerminated: break;
  }
  return always ? Status::kOk : Status::kInvalidLifeCycleState;
}

}  // namespace stsafe::sim
