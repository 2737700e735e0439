#pragma once

#include <string>

namespace stsafe::profile_json {

/// Where a document is wrong, and what is allowed there.
struct ProfileError {
  std::string where;  ///< for example "commands.rules[5].access"; empty for the whole document
  std::string what;

  /// In one line, whatever the document has in its words and names.
  std::string text() const {
    auto line = where.empty() ? what : where + ": " + what;
    for (auto& c : line) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
    }
    return line;
  }
  friend bool operator==(const ProfileError&, const ProfileError&) = default;
};

}  // namespace stsafe::profile_json
