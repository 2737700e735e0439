#pragma once

#include <string>

#include "stsafe/sim/profile/profile.h"

namespace stsafe::profile_json {

/// A personalisation with what a person calls it.
struct NamedProfile {
  std::string name;
  std::string description;
  sim::Profile profile;
};

}  // namespace stsafe::profile_json
