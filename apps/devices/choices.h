#pragma once

#include <string>
#include <vector>

#include "stsafe/sim/choices.h"

namespace stsafe::devices {

/// Makes the simulator's choices from texts NAME=VALUE, where the names are those of sim::Choices;
/// what is not named stays as it is there. Throws Failure (usage) that says what is known.
sim::Choices parse_choices(const std::vector<std::string>& texts);

}  // namespace stsafe::devices
