#pragma once

#include "stsafe/base/secret.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::sim {

/// As many as an A110 has; assumed for the A120 (part 04, section 1.3).
inline constexpr std::size_t kNumLocalEnvelopeSlots = 2;

/// A key that the chip made for itself, to wrap local envelopes with.
struct LocalEnvelopeKey {
  bool present = false;
  wire::KeyType type{};
  Secret<32> value;
};

}  // namespace stsafe::sim
