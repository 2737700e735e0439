#pragma once

#include "stsafe/base/hash_algorithm.h"
#include "stsafe/channel/kek.h"
#include "stsafe/sim/state/chunk_context.h"
#include "stsafe/sim/state/private_keys.h"
#include "stsafe/wire/symmetric_key.h"

// What the chip forgets at a reset or without power.
namespace stsafe::sim {

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

/// A hash under way. What it has absorbed is in the cryptographic library.
struct HashState {
  bool running = false;
  HashAlgorithm algorithm{};

  void clear() { running = false; }
};

using Challenge = Fixed<16>;

/// What Establish symmetric keys agreed on, until Confirm symmetric keys.
struct PendingKeys {
  bool present = false;
  crypto::SharedSecret secret;
  /// The public-key slot whose key signed the agreement, or kNoKey.
  std::uint8_t authenticated_by = wire::SlotControlFields::kNoKey;

  void clear() {
    present = false;
    secret.clear();
    authenticated_by = wire::SlotControlFields::kNoKey;
  }
};

struct Volatile {
  KeyPair ephemeral;       ///< of Generate ECDHE: used once by the next key agreement
  KeyPair ephemeral_slot;  ///< private key slot FF: another key than `ephemeral` (U-9)
  KekState kek;
  std::optional<Challenge> challenge;  ///< to be signed by an entity
  bool password_verified = false;      ///< the last password given was right
  bool entity_authenticated = false;   ///< an entity has signed its challenge
  HashState hash;
  ChunkContext chunks;
  PendingKeys pending_keys;

  void clear() {
    ephemeral.clear();
    ephemeral_slot.clear();
    challenge.reset();
    entity_authenticated = false;
    password_verified = false;
    kek.clear();
    hash.clear();
    chunks.clear();
    pending_keys.clear();
  }
};

}  // namespace stsafe::sim
