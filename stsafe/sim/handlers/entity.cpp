#include "stsafe/sim/handlers/entity.h"

#include "stsafe/sim/access/public_key_rules.h"
#include "stsafe/sim/handlers/verification.h"

namespace stsafe::sim {
namespace {

Result<bool, Status> verify_digest(Context& cx, const PublicKey& key, ByteView challenge,
                                   const wire::VerifyEntitySignature& command) {
  const auto algorithm = crypto::matching_hash(key.curve());
  Fixed<kMaxDigestSize> buffer{};
  const auto digest = ByteSpan{buffer}.first(digest_size(algorithm));
  const std::array parts{challenge};
  if (!cx.crypto.hash.digest(algorithm, parts, digest)) return Status::kUnexpectedError;
  return verify(cx, key, crypto::EddsaVariant::kPure, digest, command.r, command.s);
}

/// Ed25519 signs the challenge itself; ECDSA whatever is chosen of the challenge and its digest.
Result<bool, Status> verify_challenge(Context& cx, const PublicKey& key, ByteView challenge,
                                      const wire::VerifyEntitySignature& command) {
  const auto covers =
      key.curve() == Curve::kEd25519 ? EntitySignature::kOfChallenge : cx.choices.entity_signature;
  if (covers == EntitySignature::kOfDigest) return verify_digest(cx, key, challenge, command);
  const auto valid = verify(cx, key, crypto::EddsaVariant::kPure, challenge, command.r, command.s);
  if (!valid || *valid || covers == EntitySignature::kOfChallenge) return valid;
  return verify_digest(cx, key, challenge, command);
}

}  // namespace

Reply<wire::GenerateChallenge> handle(Context& cx, const wire::GenerateChallenge& /*command*/) {
  Challenge challenge{};
  if (!cx.crypto.rng.fill(challenge)) return Status::kUnexpectedError;
  cx.ram.challenge = challenge;
  cx.ram.entity_authenticated = false;
  return wire::GenerateChallenge::Response{challenge};
}

Reply<wire::VerifyEntitySignature> handle(Context& cx, const wire::VerifyEntitySignature& command) {
  if (command.filler[0] != std::byte{0}) return Status::kInconsistentCommandData;
  if (!cx.has_public_key_slot(command.slot)) return Status::kEntryNotFound;
  const auto& slot = cx.nvm.public_keys[command.slot.raw()];
  if (!slot.present) return Status::kKeyNotFound;
  if (!cx.ram.challenge) return Status::kChallengeMissing;
  if (const auto s = check_authenticates(slot, wire::kForEntityAuthentication); s != Status::kOk) {
    return s;
  }
  const auto valid = verify_challenge(cx, slot.key, *cx.ram.challenge, command);
  // A signature of the wrong size was not looked at.
  if (valid.failed_with(Status::kInconsistentCommandData)) return valid.error();
  cx.ram.challenge.reset();
  cx.ram.entity_authenticated = valid && *valid;
  if (!valid) return valid.error();
  return wire::VerifyEntitySignature::Response{*valid ? wire::kValid : wire::kInvalid};
}

}  // namespace stsafe::sim
