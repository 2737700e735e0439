#include "stsafe/link/chip_pace.h"

#include <algorithm>

#include "stsafe/wire/frame.h"

namespace stsafe::link {
namespace {

constexpr std::uint32_t kOne = 1024;

/// A chip as a whole is as fast as a typical one, or 10 % faster or slower (protocol part 04,
/// section 1.5), and its earliest time lies 12 % below. Far below, it is the command that differs.
constexpr std::uint32_t kLeastChipFactor = kOne * 3 / 4;
/// The slowest chip, with 2 % of jitter and half a step between two attempts. What takes longer
/// does so for another reason, which need not hold the next time: another key, or a delay of the
/// host's. Not to learn from it costs a few attempts, while to wait for it costs time: so whatever
/// was learnt, no first attempt is more than 10 % after a typical chip is ready.
constexpr std::uint32_t kMostFactor = kOne * 41 / 32;

/// How long before the time that was learnt the first attempt is made: one step, or two if it was
/// learnt from other commands.
constexpr std::uint32_t kLearntMargin = kOne * 31 / 32;
constexpr std::uint32_t kInferredMargin = kOne * 30 / 32;

constexpr std::uint32_t scaled(std::uint32_t value, std::uint32_t factor) {
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(value) * factor) / kOne);
}

/// Moves by a quarter towards what was seen, which evens jitter out.
constexpr std::uint16_t evened(std::uint16_t known, std::uint32_t seen) {
  return static_cast<std::uint16_t>(known == 0 ? seen : (3U * known + seen + 2) / 4);
}

}  // namespace

ShortTime ChipPace::first_read(ByteView request, ShortTime earliest) const {
  const auto from = earliest.count();
  if (const auto learnt = factor(request); learnt != 0) {
    return ShortTime{scaled(scaled(from, learnt), kLearntMargin)};
  }
  if (chip_ != 0) return ShortTime{scaled(scaled(from, chip_), kInferredMargin)};
  return earliest;
}

void ChipPace::learn(ByteView request, ShortTime earliest, const Readiness& seen) {
  if (earliest.count() == 0) return;
  const std::uint64_t from = seen.too_early.count();
  const std::uint64_t to = seen.ready.count();
  const bool is_bound = from == 0;
  const auto time = is_bound ? to * 15 / 16 : (from + to) / 2;
  const auto factor = std::max<std::uint64_t>(time * kOne / earliest.count(), 1);
  if (is_bound) {
    look_earlier(index(request), static_cast<std::uint32_t>(std::min<std::uint64_t>(factor, kOne)));
  } else if (factor <= kMostFactor) {
    follow(index(request), static_cast<std::uint32_t>(factor));
  }
}

// Ready at the first attempt, the chip may have been ready for long.
void ChipPace::look_earlier(std::size_t command, std::uint32_t most) {
  auto& known = factors_[command];
  if (known == 0 || known > most) known = static_cast<std::uint16_t>(most);
  was_far_above_[command] = false;
  if (most > kLeastChipFactor) chip_ = evened(chip_, most);
}

void ChipPace::follow(std::size_t command, std::uint32_t seen) {
  auto& known = factors_[command];
  const bool is_far_below = seen < known * 3U / 4;
  const bool is_far_above = known != 0 && seen > known * 5U / 4;
  // Once may be chance, or a key that takes longer than the other one in use.
  const bool is_doubtful = is_far_above && !was_far_above_[command];
  was_far_above_[command] = is_far_above;
  if (is_doubtful) return;
  known = is_far_below || is_far_above ? static_cast<std::uint16_t>(seen) : evened(known, seen);
  if (seen > kLeastChipFactor) chip_ = evened(chip_, seen);
}

std::size_t ChipPace::index(ByteView request) {
  if (request.empty()) return 0;
  const auto code = std::to_integer<std::size_t>(request[0] & wire::kCodeBits);
  const bool is_extended = (request[0] & wire::kCodeBits) == wire::kExtendedPrefix;
  if (!is_extended || request.size() < 2) return code;
  return 32 + std::to_integer<std::size_t>(request[1] & wire::kCodeBits);
}

}  // namespace stsafe::link
