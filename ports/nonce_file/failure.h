#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stsafe::nonce_file {

/// Why no numbers can be had from a file.
enum class Problem : std::uint8_t {
  kMissing = 1,   ///< there is no file
  kExists,        ///< there is a file, and a new one was asked for
  kUnavailable,   ///< it cannot be opened, locked or read
  kNotOurs,       ///< it is something else: a symbolic link, a folder, another program's file
  kWrongLabel,    ///< it belongs to another device or key, or is for other numbers
  kNewerVersion,  ///< its form is of a later version
  kUnsafe,        ///< others than its owner may write it
  kInUse,         ///< somebody else had it for too long
  kDamaged,       ///< it says no longer which numbers were used
  kCopied,        ///< it is a copy, or was set back: the numbers that follow may be used ones
  kNotWritten,    ///< a reservation may not be on the medium
  kExhausted,     ///< all numbers are used
  kNoRandom,      ///< there are no random bytes for a new label
};

/// A problem, and a line for a person: which file, what is wrong, what to do.
struct Failure {
  Problem problem{};
  std::string text{};
  friend bool operator==(const Failure&, const Failure&) = default;
};

Failure failure(Problem problem, const std::string& path, std::string_view what);
/// With what the operating system says of `error`, a value of errno.
Failure failure(Problem problem, const std::string& path, std::string_view what, int error);

}  // namespace stsafe::nonce_file
