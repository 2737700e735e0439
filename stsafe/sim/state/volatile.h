#pragma once

#include "stsafe/channel/kek.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/wire/symmetric_key.h"

// What the chip forgets at a reset or without power.
namespace stsafe::sim {

/// The key pair of Generate ECDHE: used once by the next key agreement.
struct EphemeralKey {
  bool present = false;
  crypto::PrivateKey private_key;
  PublicKey public_key;

  void clear() {
    present = false;
    private_key.clear();
  }
};

struct KekState {
  bool open = false;
  channel::Kek base;
  std::uint8_t num_wrapped = 0;
  /// The public-key slot whose key signed the session's start, or kNoKey.
  std::uint8_t authenticated_by = wire::SlotControlFields::kNoKey;

  void clear() {
    open = false;
    base.clear();
    num_wrapped = 0;
    authenticated_by = wire::SlotControlFields::kNoKey;
  }
};

struct Volatile {
  EphemeralKey ephemeral;
  KekState kek;

  void clear() {
    ephemeral.clear();
    kek.clear();
  }
};

}  // namespace stsafe::sim
