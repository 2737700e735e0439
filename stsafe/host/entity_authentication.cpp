#include "stsafe/host/entity_authentication.h"

#include "stsafe/host/validity.h"

namespace stsafe::host {
namespace {

Result<void> sign(const Entity& entity, ChallengeForm form, ByteView challenge,
                  ByteSpan signature) {
  Fixed<kMaxDigestSize> buffer{};
  ByteView data = challenge;
  if (form == ChallengeForm::kDigest && entity.curve != Curve::kEd25519) {
    const auto algorithm = crypto::matching_hash(entity.curve);
    const auto digest = ByteSpan{buffer}.first(digest_size(algorithm));
    const std::array parts{challenge};
    if (auto hashed = entity.hash.digest(algorithm, parts, digest); !hashed) return hashed;
    data = digest;
  }
  return entity.signature.sign(entity.curve, entity.private_key, crypto::EddsaVariant::kPure, data,
                               signature);
}

}  // namespace

Result<Challenge> generate_challenge(Device& device) {
  const auto answer = device.call(wire::GenerateChallenge{});
  if (!answer) return answer.error();
  return answer->challenge;
}

Result<void> verify_entity_signature(Device& device, wire::PublicKeySlot slot, ByteView signature) {
  if (signature.empty() || signature.size() % 2 != 0) return UsageError::kWrongSize;
  const auto size = signature.size() / 2;
  const auto answer = device.call(wire::VerifyEntitySignature{
      {}, slot, wire::Prefixed{signature.first(size)}, wire::Prefixed{signature.subspan(size)}});
  if (!answer) return answer.error();
  return require_valid(answer->validity);
}

Result<void> authenticate_entity(Device& device, const Entity& entity, ChallengeForm form) {
  if (!can_sign(entity.curve)) return UsageError::kUnsupportedCurve;
  const auto challenge = generate_challenge(device);
  if (!challenge) return challenge.error();
  Fixed<crypto::kMaxSignatureSize> buffer{};
  const auto signature = ByteSpan{buffer}.first(2 * coordinate_size(entity.curve));
  if (auto done = sign(entity, form, *challenge, signature); !done) return done;
  return verify_entity_signature(device, entity.slot, signature);
}

}  // namespace stsafe::host
