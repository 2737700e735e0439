#pragma once

#include "stsafe/crypto/hash.h"
#include "stsafe/crypto/signature.h"
#include "stsafe/host/device.h"
#include "stsafe/wire/commands/entity.h"

namespace stsafe::host {

using Challenge = Fixed<wire::kChallengeSize>;

/// Asks the chip for a challenge. Whoever was authentic before is no more.
Result<Challenge> generate_challenge(Device& device);

/// Gives the chip the signature of its challenge: R, then S, of equal size. From then on the entity
/// counts as authentic, for data zones that ask for it, until the next challenge or reset.
///
/// CryptoError::kNotAuthentic if the signature is invalid, and then the challenge is spent;
/// Status::kChallengeMissing without one; Status::kWrongKeyUsage if the key in the slot is not for
/// this; UsageError::kWrongSize for a signature that has no two halves.
Result<void> verify_entity_signature(Device& device, wire::PublicKeySlot slot, ByteView signature);

/// What an ECDSA signature of the challenge covers. Which of the two a chip wants is not known (U-8
/// of protocol part 03). Ed25519 signs the challenge itself.
enum class ChallengeForm : std::uint8_t {
  kDigest,  ///< its SHA-256, SHA-384 or SHA-512 digest, whichever fits the curve
  kRaw,     ///< the 16 bytes as if they were a digest
};

/// An entity that can sign, and the slot in which the chip has its public key.
struct Entity {
  crypto::Signature& signature;
  crypto::Hash& hash;
  wire::PublicKeySlot slot{};
  Curve curve{};
  const crypto::PrivateKey& private_key;
};

/// Challenge, signature, verification: authenticates an entity whose private key is at hand.
/// UsageError::kUnsupportedCurve for X25519.
Result<void> authenticate_entity(Device& device, const Entity& entity,
                                 ChallengeForm form = ChallengeForm::kDigest);

}  // namespace stsafe::host
