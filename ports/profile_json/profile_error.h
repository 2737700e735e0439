#pragma once

#include <string>

namespace stsafe::profile_json {

/// Where a document is wrong, and what is allowed there.
struct ProfileError {
  std::string where;  ///< for example "commands.rules[5].access"; empty for the whole document
  std::string what;

  std::string text() const { return where.empty() ? what : where + ": " + what; }
  friend bool operator==(const ProfileError&, const ProfileError&) = default;
};

}  // namespace stsafe::profile_json
