#pragma once

#include "stsafe/crypto/provider.h"
#include "stsafe/wire/private_key.h"

namespace stsafe::sim {

/// Slots 00 to 04; the ephemeral one is in RAM (part 03, section 2.3).
inline constexpr std::size_t kMaxPrivateKeySlots = 5;

/// A key pair, wherever it is kept.
struct KeyPair {
  bool present = false;
  crypto::PrivateKey private_key;
  PublicKey public_key{};

  void clear() {
    present = false;
    private_key.clear();
    public_key = {};
  }
};

/// Makes a key pair on any curve. After a failure there is none.
inline Result<void> generate_pair(const crypto::Provider& crypto, Curve curve, KeyPair& pair) {
  pair.clear();
  const auto made = can_agree(curve)
                        ? crypto.ecdh.generate(curve, pair.private_key, pair.public_key)
                        : crypto.signature.generate(curve, pair.private_key, pair.public_key);
  pair.present = static_cast<bool>(made);
  return made;
}

struct PrivateKeySlot {
  wire::ModeOfOperation mode{};
  KeyPair pair;
  wire::UsageLimit uses_left = wire::kUnlimited;
  bool blocked = false;  ///< the last use that the limit allowed is over
};

}  // namespace stsafe::sim
