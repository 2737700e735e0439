#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ports/profile_json/timing_reader.h"

namespace stsafe::devices {

/// A built-in model of time by its name (sim::kTimingNames), or else the one in the file of that
/// name. Throws Failure (usage) that lists the names, or names the file, the field and what is
/// allowed there.
profile_json::NamedTiming find_timing(const std::string& name_or_file);

/// The one that chips have unless another is asked for.
profile_json::NamedTiming default_timing();

/// The time of one chip of a model: how far it strays is drawn from the seed and the chip's number,
/// or else from the operating system's random numbers. The chip's own random numbers do not depend
/// on it. Throws Failure (failed) if there are no random numbers.
sim::Timing draw_timing(const profile_json::NamedTiming& model, std::optional<std::uint64_t> seed,
                        std::size_t number);

}  // namespace stsafe::devices
