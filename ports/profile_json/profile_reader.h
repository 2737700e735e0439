#pragma once

#include <string_view>

#include "ports/profile_json/named_profile.h"
#include "ports/profile_json/profile_error.h"
#include "stsafe/base/result.h"

namespace stsafe::profile_json {

/// The longest document that is read, in bytes: far more than any profile has.
inline constexpr std::size_t kMaxDocumentSize = 1 << 20;

/// Reads a profile. Everything that is not in docs/profiles.md is refused: an unknown field, a
/// field twice, a missing one, a value out of its range. Throws nothing.
Result<NamedProfile, ProfileError> read_profile(std::string_view document);

}  // namespace stsafe::profile_json
