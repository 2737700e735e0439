#include "apps/devices/state_file.h"

#include <fmt/format.h>

namespace stsafe::devices {
namespace {

std::string_view explain(sim::StoreError error) {
  switch (error) {
    case sim::StoreError::kEmpty: return "it holds no device";
    case sim::StoreError::kUnavailable: return "it cannot be read or written; see to its folder";
    case sim::StoreError::kInUse:
      return "another process uses it; end that one, or name another file";
    case sim::StoreError::kDamaged:
      return "it holds no whole device; name another file, or remove it to begin with a fresh one";
    case sim::StoreError::kTooNew:
      return "a later version of this program wrote it; use that one, or name another file";
  }
  return "unknown error";
}

}  // namespace

Failure state_file_failure(const std::string& file, sim::StoreError error,
                           const std::string& detail) {
  return Failure{Failure::Kind::kFailed,
                 fmt::format("state of the simulated device in '{}': {}{}", file, explain(error),
                             detail.empty() ? "" : fmt::format(" ({})", detail))};
}

}  // namespace stsafe::devices
