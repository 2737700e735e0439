#pragma once

#include <cstdint>

#include "stsafe/link/clock.h"

namespace stsafe::sim {

/// Faults that a chip and its bus do not have by themselves, to be had on purpose: what a host
/// library must survive. Each count is of the next commands, and goes down as they come; zeros are
/// a chip that behaves.
struct Misbehaviour {
  /// The chip does not acknowledge the command: it does not see it, and nothing is executed.
  std::uint32_t refuse_commands = 0;
  /// The command is executed, and its answer never comes.
  std::uint32_t drop_answers = 0;
  /// The command is executed, and the last bit of its answer's CRC is wrong.
  std::uint32_t corrupt_checksums = 0;
  /// The command is executed, and its answer ends after the header and one byte of its length.
  std::uint32_t truncate_answers = 0;
  /// The command is executed, and its answer comes later by `lateness`.
  std::uint32_t delay_answers = 0;
  /// How late a delayed answer is.
  link::Microseconds lateness{0};
  /// The store fails when the command's changes are stored: nothing is changed, and the chip loses
  /// its power until it is switched on again. Commands that change nothing do not count.
  std::uint32_t fail_commits = 0;
  /// The command's changes are stored, and the chip loses its power before it answers. Commands
  /// that change nothing do not count.
  std::uint32_t cut_after_commits = 0;
};

/// Uses a fault up by one: true if it was to happen.
constexpr bool happens(std::uint32_t& count) {
  if (count == 0) return false;
  --count;
  return true;
}

}  // namespace stsafe::sim
