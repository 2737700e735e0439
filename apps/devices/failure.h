#pragma once

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace stsafe::devices {

/// Something a person has to be told, in one line. For programs only: nothing is thrown across the
/// core.
class Failure : public std::runtime_error {
 public:
  /// What kind of failure it is; the tool has an exit status for each (apps/stsafe/exit_status.h).
  enum class Kind : std::uint8_t {
    kUsage,         ///< the caller's mistake: nothing was done
    kFailed,        ///< of this machine: a file, the output, a recording
    kRefused,       ///< the device said no
    kNotAuthentic,  ///< a tag, MAC, signature, certificate or password is wrong
    kBus,           ///< the device cannot be reached, or its answer does not arrive
    kNotFound,      ///< no such device, slot, key, zone, certificate or input file
  };
  Failure(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

inline Failure usage_failure(const std::string& message) {
  return Failure{Failure::Kind::kUsage, message};
}

/// A file to be read cannot be opened or read; `error` is errno.
inline Failure file_failure(int error, const std::string& message) {
  return Failure{error == ENOENT ? Failure::Kind::kNotFound : Failure::Kind::kFailed,
                 message + ": " + std::strerror(error)};
}

}  // namespace stsafe::devices
