#pragma once

#include <string>

#include "ports/profile_json/named_profile.h"

namespace stsafe::profile_json {

/// Writes a profile as a document that read_profile() reads: the same profile, the same bytes.
/// Neighbours that are equal share a line with `repeat`.
std::string write_profile(const NamedProfile& named);

}  // namespace stsafe::profile_json
