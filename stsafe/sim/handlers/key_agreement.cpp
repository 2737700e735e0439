#include "stsafe/sim/handlers/key_agreement.h"

#include "stsafe/channel/agreement_signature.h"
#include "stsafe/sim/access/public_key_rules.h"
#include "stsafe/sim/handlers/verification.h"
#include "stsafe/wire/hash_id.h"

namespace stsafe::sim {
namespace {

using Algorithm = wire::AgreementAlgorithm;
using Authentication = wire::AgreementAuthentication;

/// The flag that a public key needs to authenticate an agreement (part 03, section 6.3).
constexpr wire::PublicKeyFlags flag_for(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kKekUnwrapping: return wire::kForKekSession;
    case Algorithm::kEstablishSymmetricKeys: return wire::kForEstablishSymmetricKeys;
    case Algorithm::kEstablishHostKey: break;
  }
  return wire::kForEstablishHostKey;
}

/// The hash of an ECDSA signature by its identifier; nothing for Ed25519, which has none.
Result<HashAlgorithm, Status> hash_of(const Authentication& authentication, Curve curve) {
  const auto identifier = authentication.hash.bytes();
  const auto known = wire::hash_algorithm(identifier);
  if (curve == Curve::kEd25519 && identifier.empty()) return HashAlgorithm::kSha512;
  if (curve == Curve::kEd25519 || !known) return Status::kInconsistentCommandData;
  return *known;
}

Status check_signature(Context& cx, const Authentication& authentication,
                       const PublicKey& signing_key, const PublicKey& host_key,
                       const PublicKey& device_key) {
  const auto curve = signing_key.curve();
  const auto algorithm = hash_of(authentication, curve);
  if (!algorithm) return algorithm.error();
  channel::SignedData buffer;
  const auto data =
      channel::signed_data(cx.crypto.hash, curve, *algorithm, host_key, device_key, buffer);
  if (!data) return Status::kUnexpectedError;
  const auto valid = verify(cx, signing_key, crypto::EddsaVariant::kPure, *data, authentication.r,
                            authentication.s);
  if (!valid) return valid.error();
  return *valid ? Status::kOk : Status::kAccessConditionNotSatisfied;
}

/// In the order of part 02, section 3.6, and U-16 of part 03.
Status authenticate(Context& cx, const Authentication& authentication, Algorithm algorithm,
                    const PublicKey& host_key, const PublicKey& device_key) {
  if (authentication.filler != 0) return Status::kInconsistentCommandData;
  if (!cx.has_public_key_slot(authentication.public_key_slot)) return Status::kEntryNotFound;
  const auto& slot = cx.nvm.public_keys[authentication.public_key_slot.raw()];
  if (const auto s = check_authenticates(slot, flag_for(algorithm)); s != Status::kOk) return s;
  return check_signature(cx, authentication, slot.key, host_key, device_key);
}

}  // namespace

Status agree(Context& cx, Algorithm expected, Algorithm asked, const PublicKey& host_key,
             const std::optional<Authentication>& authentication, Agreement& agreement) {
  auto& own = cx.ram.ephemeral;
  if (!own.present) return Status::kKeyNotFound;
  crypto::PrivateKey private_key;
  copy_bytes(own.private_key.reveal(), private_key.prepare(own.private_key.size()));
  agreement.device_key = own.public_key;
  own.clear();
  if (asked != expected) return Status::kInconsistentCommandData;
  if (host_key.curve() != agreement.device_key.curve()) return Status::kInconsistentCommandData;
  if (authentication) {
    const auto status = authenticate(cx, *authentication, expected, host_key, agreement.device_key);
    if (status != Status::kOk) return status;
    agreement.authenticated_by = authentication->public_key_slot.raw();
  }
  const auto agreed = cx.crypto.ecdh.agree(private_key, host_key, agreement.secret);
  if (agreed) return Status::kOk;
  return agreed.failed_with(CryptoError::kInvalidKey) ? Status::kInvalidPublicKey
                                                      : Status::kUnexpectedError;
}

}  // namespace stsafe::sim
