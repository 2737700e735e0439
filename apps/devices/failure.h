#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace stsafe::devices {

/// Something a person has to be told, in one line. For the tool only: nothing is thrown across the
/// core.
class Failure : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t { kUsage, kDevice };
  Failure(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

inline Failure usage_failure(const std::string& message) {
  return Failure{Failure::Kind::kUsage, message};
}

}  // namespace stsafe::devices
