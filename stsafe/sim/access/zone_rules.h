#pragma once

#include "stsafe/base/status.h"
#include "stsafe/sim/access/caller.h"
#include "stsafe/wire/data_zone.h"

// Rules of the data partition, protocol part 03 sections 7.2 to 7.5 and appendix B. Syntax first,
// then the zone, then rights, then what the command asks of the zone.
namespace stsafe::sim {

/// Is the option byte well formed? Only Update has an atomicity bit. New conditions 2 to 5 have no
/// meaning.
constexpr Status check_zone_option(wire::ZoneOption option, bool may_be_atomic) {
  if (option.has_stray_bits()) return Status::kInconsistentCommandData;
  if (option.is_atomic() && !may_be_atomic) return Status::kInconsistentCommandData;
  if (option.has_change() && !is_known(option.new_right().access)) {
    return Status::kValueOutOfRange;
  }
  return Status::kOk;
}

/// Does the caller satisfy a zone's access condition?
constexpr bool satisfies(const Caller& caller, wire::ZoneAccess access) {
  switch (access) {
    case wire::ZoneAccess::kAlways: return true;
    case wire::ZoneAccess::kHost: return caller.host_verified;
    case wire::ZoneAccess::kAuthAndHost: return caller.host_verified && caller.entity_authenticated;
    case wire::ZoneAccess::kNever: break;
  }
  return false;
}

/// May the caller do what `current` governs, and change it as the option says? The current
/// condition decides about the command that changes it; a new one is never laxer (U-21, U-22).
constexpr Status check_zone_access(const Caller& caller, wire::ZoneRight current,
                                   wire::ZoneOption option) {
  if (!satisfies(caller, current.access)) return Status::kAccessConditionNotSatisfied;
  if (!option.has_change()) return Status::kOk;
  const bool is_laxer = option.new_right().access < current.access;
  return current.may_change && !is_laxer ? Status::kOk : Status::kAccessConditionNotSatisfied;
}

/// Do `length` bytes from `offset` lie inside the zone's data segment?
constexpr Status check_zone_range(std::size_t segment_size, wire::ZoneOffset offset,
                                  std::size_t length) {
  return offset.raw() <= segment_size && length <= segment_size - offset.raw()
             ? Status::kOk
             : Status::kBoundaryExceeded;
}

/// Is there as much left in the counter?
constexpr Status check_decrement(wire::Count counter, wire::Count amount) {
  return amount <= counter ? Status::kOk : Status::kCounterLimitExceeded;
}

}  // namespace stsafe::sim
