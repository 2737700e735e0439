#pragma once

#include <array>

#include "stsafe/base/bytes.h"
#include "stsafe/link/clock.h"

namespace stsafe::link {

/// When a chip had an answer, counted from the end of the command.
struct Readiness {
  ShortTime too_early{};  ///< the last read that it did not acknowledge; zero if there was none
  ShortTime ready{};      ///< the first that it did
};

/// The pace of one chip, learnt by command code; what is not learnt yet follows from the others.
///
/// It learns how chips differ, not how the calls of one command do: what takes longer than on the
/// slowest chip is found by asking in steps, as if nothing was known.
class ChipPace {
 public:
  /// When to read first the answer to `request`, which an unknown chip may have at `earliest`.
  ShortTime first_read(ByteView request, ShortTime earliest) const;
  /// Takes note of an answer. Only for commands that were executed.
  void learn(ByteView request, ShortTime earliest, const Readiness& seen);

  /// The time that a command needs, in 1024ths of `earliest`; 0 if that was not learnt.
  std::uint16_t factor(ByteView request) const { return factors_[index(request)]; }
  /// The same for commands that were not seen yet.
  std::uint16_t chip_factor() const { return chip_; }

 private:
  // Standard codes, then extended ones.
  static constexpr std::size_t kNumCommands = 64;

  static std::size_t index(ByteView request);
  void look_earlier(std::size_t command, std::uint32_t most);
  void follow(std::size_t command, std::uint32_t seen);

  std::array<std::uint16_t, kNumCommands> factors_{};
  /// Whether a command's last answer was far above what was known then. No std::bitset: some of its
  /// functions can throw.
  std::array<bool, kNumCommands> was_far_above_{};
  std::uint16_t chip_ = 0;
};

}  // namespace stsafe::link
