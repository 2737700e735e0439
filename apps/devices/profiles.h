#pragma once

#include <string>

#include "ports/profile_json/named_profile.h"

namespace stsafe::devices {

/// A built-in profile by its name ("spl05", case does not matter), or else the one in the file of
/// that name. Throws Failure (usage) that names the file, the field and what is allowed there.
profile_json::NamedProfile find_profile(const std::string& name_or_file);

/// The one that is simulated unless another is asked for: SPL05.
profile_json::NamedProfile default_profile();

}  // namespace stsafe::devices
