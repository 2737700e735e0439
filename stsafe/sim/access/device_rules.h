#pragma once

#include "stsafe/sim/access/caller.h"
#include "stsafe/sim/state/password.h"
#include "stsafe/wire/authorization.h"
#include "stsafe/wire/commands/device_settings.h"

// Rules of the device's own settings, protocol part 01 sections 3.2, 3.3, 3.5 and 8.1.
namespace stsafe::sim {

/// May the life cycle become `wanted`? Only its lock changes, with the password (trap T-45).
constexpr Status check_life_cycle_change(const Caller& caller, wire::LifeCycle current,
                                         wire::LifeCycle wanted) {
  switch (wanted) {
    case wire::LifeCycle::kBorn:
    case wire::LifeCycle::kPatching:
    case wire::LifeCycle::kOperational:
    case wire::LifeCycle::kTerminated:
    case wire::LifeCycle::kBornLocked:
    case wire::LifeCycle::kOperationalLocked: break;
    default: return Status::kValueOutOfRange;
  }
  if (!caller.password_verified) return Status::kAccessConditionNotSatisfied;
  const auto is_lockable = [](wire::LifeCycle state) {
    return state == wire::LifeCycle::kOperational || state == wire::LifeCycle::kOperationalLocked;
  };
  return is_lockable(current) && is_lockable(wanted) ? Status::kOk : Status::kInvalidLifeCycleState;
}

/// May these I2C parameters replace the current ones?
constexpr Status check_i2c_parameters(const wire::I2cParameters& current,
                                      const wire::I2cParameters& wanted) {
  if (wanted.has_stray_bit || !is_known(wanted.low_power_mode)) return Status::kValueOutOfRange;
  return current.locked ? Status::kAccessConditionNotSatisfied : Status::kOk;
}

/// May the table of the commands be put? Its two halves have a right each, which this uses up.
constexpr Status check_put_table(wire::QueryCommandAuthorization::Response::ChangeRights rights,
                                 wire::QueryCommandAuthorization::Response::ChangeRights right) {
  return (rights.raw() & right.raw()) != 0 ? Status::kOk : Status::kAccessConditionNotSatisfied;
}

/// May a password be tried (trap T-27)?
constexpr Status check_try_password(bool has_password, std::uint8_t remaining_tries) {
  if (!has_password) return Status::kKeyNotFound;
  return remaining_tries == 0 ? Status::kPasswordBlocked : Status::kOk;
}

/// The tries that are left after one more, which there must have been.
constexpr std::uint8_t tries_after(bool was_correct, std::uint8_t remaining_tries) {
  return was_correct ? kMaxPasswordTries : static_cast<std::uint8_t>(remaining_tries - 1);
}

/// May the password be deleted?
constexpr Status check_delete_password(bool has_password, const Caller& caller) {
  if (!has_password) return Status::kKeyNotFound;
  return caller.password_verified ? Status::kOk : Status::kAccessConditionNotSatisfied;
}

constexpr bool is_known(wire::CommandAccess access) {
  return access <= wire::CommandAccess::kAdminOrHost;
}

/// What the command authorization says of an access condition: the vendor's library understands
/// three of them, and takes the others for something else (trap T-19).
constexpr wire::CommandAccess shown(wire::CommandAccess access) {
  switch (access) {
    case wire::CommandAccess::kFree:
    case wire::CommandAccess::kHost: return access;
    case wire::CommandAccess::kAdminOrHost: return wire::CommandAccess::kHost;
    case wire::CommandAccess::kNever:
    case wire::CommandAccess::kAdmin:
    case wire::CommandAccess::kAdminOrPassword: break;
  }
  return wire::CommandAccess::kNever;
}

}  // namespace stsafe::sim
