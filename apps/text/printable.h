#pragma once

#include <algorithm>
#include <string>

namespace stsafe::text {

/// A text that stays in its line and does not command a terminal: names of files and comments of
/// recordings are whatever somebody liked.
inline std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return text;
}

}  // namespace stsafe::text
