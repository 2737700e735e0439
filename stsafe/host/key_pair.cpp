#include "stsafe/host/key_pair.h"

#include "stsafe/host/private_key_table.h"
#include "stsafe/wire/commands/private_key.h"

namespace stsafe::host {

Result<PublicKey> generate_key_pair(Device& device, wire::PrivateKeySlot slot, Curve curve,
                                    wire::UsageLimit limit) {
  const auto answer = device.call(
      wire::GenerateKeyPair{.slot = slot, .usage_limit = limit, .filler = {}, .curve = curve});
  if (!answer) return answer.error();
  return answer->public_key.on(curve);
}

Result<KeyPair> KeyPair::open(Device& device, wire::PrivateKeySlot slot) {
  const auto record = read_private_key_slot(device, slot);
  if (!record) return record.error();
  if (!record->curve) return Status::kKeyNotFound;
  return KeyPair{device, slot, *record->curve};
}

Result<void> KeyPair::sign(ByteView digest, ByteSpan signature) {
  if (!can_sign(curve_)) return UsageError::kUnsupportedCurve;
  const auto size = coordinate_size(curve_);
  if (digest.empty() || signature.size() != 2 * size) return UsageError::kWrongSize;
  const auto answer =
      device_->call(wire::GenerateSignature{slot_, wire::Prefixed{digest}}, 2 * (2 + size));
  if (!answer) return answer.error();
  // The command names no curve: a slot that holds a key on another one shows here.
  if (answer->r.bytes().size() != size || answer->s.bytes().size() != size) {
    return LinkError::kUnexpectedResponse;
  }
  copy_bytes(answer->r.bytes(), signature.first(size));
  copy_bytes(answer->s.bytes(), signature.subspan(size));
  return {};
}

Result<void> KeyPair::sign_message(crypto::Hash& hash, ByteView message, ByteSpan signature) {
  if (curve_ == Curve::kEd25519) return sign(message, signature);
  const auto algorithm = crypto::matching_hash(curve_);
  Fixed<kMaxDigestSize> buffer{};
  const auto digest = ByteSpan{buffer}.first(digest_size(algorithm));
  const std::array parts{message};
  if (auto hashed = hash.digest(algorithm, parts, digest); !hashed) return hashed;
  return sign(digest, signature);
}

Result<void> KeyPair::establish_shared_secret(const PublicKey& peer, crypto::SharedSecret& secret) {
  secret.clear();
  if (!can_agree(curve_)) return UsageError::kUnsupportedCurve;
  if (peer.curve() != curve_) return UsageError::kInconsistentKey;
  const auto answer =
      device_->call(wire::EstablishKey{slot_, wire::Point{peer}}, 2 + coordinate_size(curve_));
  if (!answer) return answer.error();
  const auto shared = answer->shared_secret.bytes();
  const bool fits = shared.size() == coordinate_size(curve_);
  if (fits) copy_bytes(shared, secret.prepare(shared.size()));
  device_->forget();
  if (!fits) return LinkError::kUnexpectedResponse;
  return {};
}

}  // namespace stsafe::host
