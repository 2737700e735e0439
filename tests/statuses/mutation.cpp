#include "tests/statuses/mutation.h"

#include <algorithm>
#include <array>

namespace stsafe::statuses {
namespace {

// Xorshift64* needs no more than a seed that is not 0.
constexpr std::uint64_t kMultiplier = 0x2545F4914F6CDD1D;

/// How long frames get: some just fit into one, or just do not.
constexpr std::size_t kLongestFrame = 760;

std::ptrdiff_t at(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

void change_byte(Bytes& bytes, std::size_t fixed, Dice& dice) {
  if (bytes.size() <= fixed) return;
  auto& byte = bytes[fixed + dice.below(bytes.size() - fixed)];
  constexpr std::array kEdges{0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x10, 0x7F, 0x80, 0xFF};
  switch (dice.below(3)) {
    case 0: byte ^= std::byte{1} << static_cast<int>(dice.below(8)); break;
    case 1: byte = static_cast<std::byte>(kEdges[dice.below(kEdges.size())]); break;
    default: byte = static_cast<std::byte>(dice.below(256));
  }
}

void truncate(Bytes& bytes, std::size_t fixed, Dice& dice) {
  if (bytes.size() <= fixed) return;
  bytes.resize(fixed + dice.below(bytes.size() - fixed));
}

/// By a few bytes, or up to the end of the longest frame.
std::size_t growth(std::size_t size, Dice& dice) {
  if (dice.once_in(2) || size >= kLongestFrame) return 1 + dice.below(32);
  return kLongestFrame - size - std::min(dice.below(32), kLongestFrame - size);
}

void extend(Bytes& bytes, Dice& dice) {
  bytes.resize(bytes.size() + growth(bytes.size(), dice), std::byte{0x5A});
}

/// Takes two bytes for the length of a field behind them, and makes the field longer or shorter;
/// the length says so.
void resize_field(Bytes& bytes, std::size_t fixed, Dice& dice) {
  constexpr std::size_t kTries = 8;
  for (std::size_t i = 0; i < kTries && bytes.size() >= fixed + 2; ++i) {
    const auto where = fixed + dice.below(bytes.size() - fixed - 1);
    const auto length = 256 * std::to_integer<std::size_t>(bytes[where]) +
                        std::to_integer<std::size_t>(bytes[where + 1]);
    const auto begin = where + 2;
    if (length > bytes.size() - begin) continue;
    const bool shrinks = length > 0 && dice.once_in(3);
    const auto new_length = shrinks ? dice.below(length) : length + growth(bytes.size(), dice);
    bytes[where] = static_cast<std::byte>(new_length >> 8);
    bytes[where + 1] = static_cast<std::byte>(new_length & 0xFF);
    const auto end = bytes.begin() + at(begin + length);
    if (shrinks) {
      bytes.erase(bytes.begin() + at(begin + new_length), end);
    } else {
      bytes.insert(end, new_length - length, std::byte{0x5A});
    }
    return;
  }
}

}  // namespace

std::size_t Dice::below(std::size_t bound) {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return static_cast<std::size_t>((state_ * kMultiplier) >> 33) % bound;
}

Bytes mutated(Bytes bytes, std::size_t fixed, Dice& dice) {
  switch (dice.below(8)) {
    case 0: truncate(bytes, fixed, dice); break;
    case 1: extend(bytes, dice); break;
    case 2:
    case 3: resize_field(bytes, fixed, dice); break;
    case 4: change_byte(bytes, fixed, dice); [[fallthrough]];
    default: change_byte(bytes, fixed, dice);
  }
  return bytes;
}

}  // namespace stsafe::statuses
