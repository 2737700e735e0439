#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/stsafe/examination.h"

namespace stsafe::tool {

/// What one rule says of a command.
struct RuleVerdict {
  std::string rule;
  bool allows = false;
  std::string what;
};

/// Whether the device would execute a command now, by each rule that can be known beforehand: life
/// cycle, access condition, control fields and what is in the slots. With `slot`, of that slot.
/// `name` is as 'stsafe commands' lists it; case does not matter. Throws Failure (usage) if there
/// is none.
std::vector<RuleVerdict> judge_command(const Examination& device, const std::string& name,
                                       std::optional<wire::SlotNumber> slot);

}  // namespace stsafe::tool
