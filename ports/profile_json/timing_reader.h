#pragma once

#include <string>
#include <string_view>

#include "ports/profile_json/profile_error.h"
#include "stsafe/base/result.h"
#include "stsafe/sim/timing.h"

namespace stsafe::profile_json {

/// The longest document, in bytes.
inline constexpr std::size_t kMaxTimingSize = 1 << 16;

/// A model of time, of which there can be many chips.
struct NamedTiming {
  std::string name;
  /// That of a chip which is exactly as the model says.
  sim::Timing timing;
  /// How far chips stray from that, up and down, in thousandths of each time.
  std::uint32_t spread = 0;
};

/// Reads a model of time. Its fields: `name`; `boot_us`, `wake_us` and `refusal_us`; `default_us`
/// for commands that are not listed, or `default_from` with the name of a model that is built in;
/// `commands`, an object from the name of a command, or its code as two or four hexadecimal digits,
/// to microseconds; and `spread_percent` and `jitter_percent`, zero if they are missing. No time is
/// longer than sim::Timing::kLongest. Anything else is refused, also a command that is listed
/// twice. Throws nothing.
Result<NamedTiming, ProfileError> read_timing(std::string_view document);

}  // namespace stsafe::profile_json
