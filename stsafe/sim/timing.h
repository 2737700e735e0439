#pragma once

#include <optional>
#include <string_view>

#include "stsafe/link/clock.h"
#include "stsafe/wire/registry.h"

// What a chip's time is, as data: models that say how long it executes, boots and wakes up, and
// how one chip departs from its model.
namespace stsafe::sim {

/// How a chip departs from its model: the same for the same seed.
struct Variation {
  /// This chip's times in thousandths of the model's. Public reports speak of ±10 % from chip to
  /// chip (protocol part 04, section 1.5).
  std::uint32_t factor = 1000;
  /// How far each single time strays besides, up and down, in thousandths of it.
  std::uint32_t jitter = 0;
  std::uint64_t seed = 0;
};

/// A model of a chip's time, and how this chip departs from it.
struct Timing {
  /// The longest time that a model may give: ten times what the vendor's library waits for an
  /// answer (part 01, section 1.6).
  static constexpr link::Microseconds kLongest = std::chrono::seconds{10};

  /// From power-on or Reset until the chip acknowledges (part 01, section 1.9).
  link::Microseconds boot{0};
  /// From the START that ends a sleep until it acknowledges (section 1.9).
  link::Microseconds wake{0};
  /// How long a frame keeps the chip busy that it refuses before it has found the command.
  link::Microseconds refusal{0};
  /// From STOP to the answer, in the order of wire::Commands.
  std::array<link::Microseconds, wire::Commands::kSize> commands{};
  Variation variation{};
};

/// kTypicalTime of each command; 1 ms for a refusal, which is assumed.
constexpr Timing typical_timing() {
  Timing timing{.boot = std::chrono::milliseconds{10},
                .wake = std::chrono::milliseconds{10},
                .refusal = std::chrono::milliseconds{1}};
  auto next = timing.commands.begin();
  wire::for_each_command([&]<wire::Command C>() { *next++ = C::kTypicalTime; });
  return timing;
}

/// The vendor's table (part 01, section 1.8), with 500 ms for all that it has no figure for.
Timing vendor_timing();

/// Figures measured by others with P-256 (part 04, section 1.5), else typical ones.
Timing measured_timing();

/// A chip that needs no time.
constexpr Timing no_timing() { return {}; }

/// A model by its name: typical, vendor, measured or none.
std::optional<Timing> find_timing(std::string_view name);

/// The names that find_timing() knows; the first is the default.
inline constexpr std::array<std::string_view, 4> kTimingNames{"typical", "vendor", "measured",
                                                              "none"};

/// The times of one chip as they come: those of its model, by its own factor, with jitter.
class ChipTime {
 public:
  explicit ChipTime(const Timing& timing) : timing_(timing), state_(timing.variation.seed) {}

  link::Microseconds boot() { return vary(timing_.boot); }
  link::Microseconds wake() { return vary(timing_.wake); }
  /// Nothing is a command that was not found.
  link::Microseconds execution(std::optional<wire::CommandIndex> command) {
    return vary(command ? timing_.commands[*command] : timing_.refusal);
  }

 private:
  link::Microseconds vary(link::Microseconds time);

  Timing timing_;
  std::uint64_t state_;
};

}  // namespace stsafe::sim
