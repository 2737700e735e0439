#pragma once

#include "tests/conformance/bytes.h"

namespace stsafe::statuses {

using conformance::Bytes;

/// The same numbers in every run and on every machine, whatever the standard library.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed) {}
  /// A number below `bound`, which is above 0.
  std::size_t below(std::size_t bound);
  bool once_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

/// Bytes as a mistaken or malicious host might send them instead: cut off, with more behind, with
/// one or two bytes changed, or with a field longer or shorter than it was. The first `fixed` bytes
/// stay.
Bytes mutated(Bytes bytes, std::size_t fixed, Dice& dice);

}  // namespace stsafe::statuses
