#pragma once

#include <string>
#include <string_view>

#include "ports/profile_json/profile_error.h"
#include "stsafe/base/result.h"
#include "stsafe/sim/timing.h"

namespace stsafe::profile_json {

struct NamedTiming {
  std::string name;
  sim::Timing timing;
};

/// Reads a model of time. Its fields: `name`; `boot_us`, `wake_us` and `refusal_us`; `default_us`
/// for commands that are not listed, or `default_from` with the name of a model that is built in;
/// and `commands`, an object from the name of a command, or its code as two or four hexadecimal
/// digits, to microseconds. No time is longer than sim::Timing::kLongest. Anything else is refused,
/// also a command that is listed twice. Throws nothing.
Result<NamedTiming, ProfileError> read_timing(std::string_view document);

}  // namespace stsafe::profile_json
