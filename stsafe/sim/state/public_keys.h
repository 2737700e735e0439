#pragma once

#include "stsafe/base/public_key.h"
#include "stsafe/wire/public_key_slot.h"

namespace stsafe::sim {

inline constexpr std::size_t kMaxPublicKeySlots = 4;

/// A generic public key, of somebody whose signatures the chip verifies. Written once.
struct PublicKeySlot {
  wire::PublicKeyFlags flags{};
  bool present = false;
  PublicKey key{};
};

}  // namespace stsafe::sim
