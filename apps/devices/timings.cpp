#include "apps/devices/timings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>

#include "apps/devices/failure.h"
#include "apps/devices/read_file.h"
#include "apps/devices/simulated_board.h"

namespace stsafe::devices {
namespace {

std::uint64_t draw_number(crypto::Rng& rng) {
  Fixed<sizeof(std::uint64_t)> bytes{};
  if (!rng.fill(bytes)) throw Failure{Failure::Kind::kFailed, "there are no random numbers"};
  return std::bit_cast<std::uint64_t>(bytes);
}

}  // namespace

profile_json::NamedTiming find_timing(const std::string& name_or_file) {
  if (const auto built_in = sim::find_timing(name_or_file)) {
    return {.name = name_or_file, .timing = *built_in};
  }
  const auto names = fmt::format("{}", fmt::join(sim::kTimingNames, ", "));
  const auto read = profile_json::read_timing(
      read_document("model of time", name_or_file, names, profile_json::kMaxTimingSize));
  if (!read) {
    throw usage_failure(fmt::format("model of time '{}': {}", name_or_file, read.error().text()));
  }
  return *read;
}

profile_json::NamedTiming default_timing() {
  return {.name = std::string{sim::kTimingNames.front()}, .timing = sim::typical_timing()};
}

sim::Timing draw_timing(const profile_json::NamedTiming& model, std::optional<std::uint64_t> seed,
                        std::size_t number) {
  constexpr std::uint32_t kExact = 1000;
  RandomSource random{seed, fmt::format("time {}", number)};
  auto timing = model.timing;
  const auto drawn = draw_number(random.rng()) % (2 * model.spread + 1);
  timing.variation.factor = kExact - model.spread + static_cast<std::uint32_t>(drawn);
  timing.variation.seed = draw_number(random.rng());
  return timing;
}

}  // namespace stsafe::devices
