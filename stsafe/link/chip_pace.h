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
  static std::size_t index(ByteView request);

  // Standard codes, then extended ones.
  std::array<std::uint16_t, 64> factors_{};
  std::uint16_t chip_ = 0;
};

}  // namespace stsafe::link
