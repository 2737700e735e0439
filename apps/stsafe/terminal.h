#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace stsafe::tool {

/// True if a person sees this stream, in colour: a terminal, and NO_COLOR is not set.
inline bool shows_colour(std::FILE* stream) {
  return isatty(fileno(stream)) == 1 && std::getenv("NO_COLOR") == nullptr;
}
inline const char* red(std::FILE* stream) { return shows_colour(stream) ? "\033[1;31m" : ""; }
inline const char* green(std::FILE* stream) { return shows_colour(stream) ? "\033[1;32m" : ""; }
inline const char* plain(std::FILE* stream) { return shows_colour(stream) ? "\033[0m" : ""; }

/// A line on standard error. Whoever does not read it stops nothing.
inline void say(const std::string& line) { std::fputs((line + '\n').c_str(), stderr); }

}  // namespace stsafe::tool
