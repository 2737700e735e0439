#pragma once

#include "stsafe/crypto/hash.h"
#include "stsafe/crypto/signature.h"
#include "stsafe/host/device.h"
#include "stsafe/wire/private_key.h"

namespace stsafe::host {

/// Makes the chip generate a key pair in a slot, over the one that was there, and returns the
/// public key. `limit` says how many signatures and shared secrets the key will give; the ephemeral
/// slot gives one shared secret whatever it says.
///
/// Errors: Status::kAccessConditionNotSatisfied if the slot's mode of operation does not let you;
/// LinkError if the answer is no key of the curve; those of Device::call.
Result<PublicKey> generate_key_pair(Device& device, wire::PrivateKeySlot slot, Curve curve,
                                    wire::UsageLimit limit = wire::kUnlimited);

/// A private key in the chip (protocol part 03, sections 4.1 and 5). Each signature and shared
/// secret counts as a use: when the key's limit is reached, they fail with Status::kKeyBlocked.
class KeyPair {
 public:
  /// Takes the key of a slot, of which the curve is known. Nothing is sent.
  KeyPair(Device& device, wire::PrivateKeySlot slot, Curve curve)
      : device_(&device), slot_(slot), curve_(curve) {}
  /// Asks the chip for the curve. Status::kEntryNotFound without such a slot,
  /// Status::kKeyNotFound without a key in it.
  static Result<KeyPair> open(Device& device, wire::PrivateKeySlot slot);

  wire::PrivateKeySlot slot() const { return slot_; }
  Curve curve() const { return curve_; }

  /// Signs a digest of 1 to 748 bytes, of which ECDSA takes as many bits from the left as the
  /// curve's order has; for Ed25519 the message itself, or in a slot of the pre-hashed variant its
  /// SHA-512 digest. `signature` has twice the coordinate size: R, then S.
  /// UsageError::kUnsupportedCurve for X25519, kWrongSize for wrong sizes.
  Result<void> sign(ByteView digest, ByteSpan signature);

  /// Hashes and signs a message: with SHA-256, SHA-384 or SHA-512, whichever fits the curve. With
  /// Ed25519 the message is not hashed and so has at most 748 bytes; it is not for slots of the
  /// pre-hashed variant.
  Result<void> sign_message(crypto::Hash& hash, ByteView message, ByteSpan signature);

  /// Agrees on a secret with a peer's key on the same curve: the X coordinate, or the 32 bytes of
  /// X25519. It crosses the bus in plaintext unless the chip's command authorization wants
  /// responses of Establish key encrypted. UsageError::kUnsupportedCurve for Ed25519,
  /// kInconsistentKey for a peer on another curve.
  Result<void> establish_shared_secret(const PublicKey& peer, crypto::SharedSecret& secret);

 private:
  Device* device_;
  wire::PrivateKeySlot slot_;
  Curve curve_;
};

}  // namespace stsafe::host
