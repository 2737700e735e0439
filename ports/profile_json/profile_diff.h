#pragma once

#include <string>
#include <vector>

#include "ports/profile_json/named_profile.h"

namespace stsafe::profile_json {

/// A field that two profiles do not have in common.
struct Difference {
  std::string where;  ///< for example "commands.rules.1b.access" or "symmetric_keys[3].allow"
  std::string first;  ///< the value as JSON; empty if there is none
  std::string second;

  friend bool operator==(const Difference&, const Difference&) = default;
};

/// Finds what differs, in the order of the document; what only the second has comes last. Names and
/// descriptions do not count.
std::vector<Difference> differences(const NamedProfile& first, const NamedProfile& second);

}  // namespace stsafe::profile_json
