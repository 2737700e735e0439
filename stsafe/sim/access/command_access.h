#pragma once

#include "stsafe/sim/access/caller.h"
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

/// Checks a command's access condition.
constexpr Status check_command_access(const wire::CommandRule& rule, const Caller& caller) {
  if (rule.access == wire::CommandAccess::kNever) return Status::kCommandNotAuthorized;
  bool satisfied = false;
  switch (rule.access) {
    case wire::CommandAccess::kFree:
    case wire::CommandAccess::kHost:
    case wire::CommandAccess::kAdminOrHost: satisfied = true; break;
    case wire::CommandAccess::kAdminOrPassword: satisfied = caller.password_verified; break;
    case wire::CommandAccess::kAdmin:  // there is no admin channel
    case wire::CommandAccess::kNever: break;
  }
  if (needs_host(rule) && !caller.host_verified) satisfied = false;
  return satisfied ? Status::kOk : Status::kAccessConditionNotSatisfied;
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
