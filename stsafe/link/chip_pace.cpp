#include "stsafe/link/chip_pace.h"

#include <algorithm>
#include <limits>

#include "stsafe/wire/frame.h"

namespace stsafe::link {
namespace {

constexpr std::uint32_t kOne = 1024;
constexpr std::uint32_t kMostFactor = std::numeric_limits<std::uint16_t>::max();

/// A chip as a whole is as fast as a typical one, or 10 % faster or slower (protocol part 04,
/// section 1.5), and its earliest time lies 12 % below. Far beyond, it is the command that differs.
constexpr std::uint32_t kLeastChipFactor = kOne * 3 / 4;
constexpr std::uint32_t kMostChipFactor = kOne * 3 / 2;

/// How long before the time that was learnt the first attempt is made: one step, or two if it was
/// learnt from other commands.
constexpr std::uint32_t kLearntMargin = kOne * 31 / 32;
constexpr std::uint32_t kInferredMargin = kOne * 30 / 32;

constexpr std::uint32_t scaled(std::uint32_t value, std::uint32_t factor) {
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(value) * factor) / kOne);
}

/// Moves towards what was seen: by a quarter, which evens jitter out, or at once if it is far off.
constexpr std::uint16_t follow(std::uint16_t known, std::uint32_t seen) {
  const bool is_near = seen > known * 3U / 4 && seen < known * 3U / 2;
  return static_cast<std::uint16_t>(is_near ? (3U * known + seen + 2) / 4 : seen);
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
  // Ready at the first attempt, the chip may have been ready for long: look earlier next time.
  const bool is_bound = from == 0;
  const auto time = is_bound ? to * 15 / 16 : (from + to) / 2;
  const auto factor = static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(time * kOne / earliest.count(), 1, kMostFactor));
  auto& known = factors_[index(request)];
  known = is_bound ? static_cast<std::uint16_t>(factor) : follow(known, factor);
  if (factor > kLeastChipFactor && factor < kMostChipFactor) chip_ = follow(chip_, factor);
}

std::size_t ChipPace::index(ByteView request) {
  if (request.empty()) return 0;
  const auto code = std::to_integer<std::size_t>(request[0] & wire::kCodeBits);
  const bool is_extended = (request[0] & wire::kCodeBits) == wire::kExtendedPrefix;
  if (!is_extended || request.size() < 2) return code;
  return 32 + std::to_integer<std::size_t>(request[1] & wire::kCodeBits);
}

}  // namespace stsafe::link
