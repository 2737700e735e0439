#pragma once

#include <cstdint>

#include "stsafe/base/strong.h"

// The generic public key slots, protocol part 03 section 6.
namespace stsafe::wire {

using PublicKeySlot = Strong<std::uint8_t, struct PublicKeySlotTag>;

/// What a generic public key may authenticate: a set of bits (section 6.3).
using PublicKeyFlags = Strong<std::uint16_t, struct PublicKeyFlagsTag>;
inline constexpr PublicKeyFlags kPublicKeyChangeRight{0x0001};  ///< the flags may still be changed
inline constexpr PublicKeyFlags kForEstablishSymmetricKeys{0x0002};
inline constexpr PublicKeyFlags kForKekSession{0x0004};
inline constexpr PublicKeyFlags kForEntityAuthentication{0x0008};
inline constexpr PublicKeyFlags kForEstablishHostKey{0x0010};
inline constexpr PublicKeyFlags kAllPublicKeyFlags{0x001F};

constexpr PublicKeyFlags operator|(PublicKeyFlags a, PublicKeyFlags b) {
  return PublicKeyFlags{static_cast<std::uint16_t>(a.raw() | b.raw())};
}
constexpr bool includes(PublicKeyFlags set, PublicKeyFlags wanted) {
  return (set.raw() & wanted.raw()) == wanted.raw();
}

}  // namespace stsafe::wire
