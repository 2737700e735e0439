#include "stsafe/sim/handlers/signature.h"

#include "stsafe/sim/handlers/verification.h"

namespace stsafe::sim {
namespace {

constexpr wire::VerifySignature::About kMessage{0x00};

}  // namespace

Reply<wire::VerifySignature> handle(Context& cx, const wire::VerifySignature& command) {
  const auto& data = command.signed_data;
  const auto message = data.message.bytes();
  const bool prehashed = data.variant == wire::EddsaVariant::kPrehashed;
  const auto curve = data.public_key.curve();
  // What follows a curve that cannot sign was not read.
  if (can_sign(curve) && !have_size_of(curve, data.r, data.s)) {
    return Status::kInconsistentCommandData;
  }
  if (data.variant > wire::EddsaVariant::kPrehashed) return Status::kInconsistentCommandData;
  if (prehashed && message.size() != kPrehashSize) return Status::kInconsistentCommandData;
  if (command.subject != kMessage) return Status::kValueOutOfRange;
  if (!can_sign(curve)) return Status::kWrongKeyType;
  const auto valid =
      verify(cx, data.public_key,
             prehashed ? crypto::EddsaVariant::kPrehashed : crypto::EddsaVariant::kPure, message,
             data.r, data.s);
  if (!valid) return valid.error();
  return wire::VerifySignature::Response{*valid ? wire::kValid : wire::kInvalid};
}

Reply<wire::DecompressPublicKey> handle(Context& cx, const wire::DecompressPublicKey& command) {
  using wire::DecompressPublicKey;
  const bool is_odd = command.parity == DecompressPublicKey::kOddY;
  const auto size = coordinate_size(command.curve);
  if (!is_odd && command.parity != DecompressPublicKey::kEvenY) {
    return Status::kInconsistentCommandData;
  }
  if (command.x.bytes().size() != size) return Status::kInconsistentCommandData;
  if (is_curve25519_family(command.curve)) return Status::kWrongKeyType;
  PublicKey key;
  if (const auto found =
          cx.crypto.signature.decompress(command.curve, command.x.bytes(), is_odd, key);
      !found) {
    return found.failed_with(CryptoError::kInvalidKey) ? Status::kInvalidPublicKey
                                                       : Status::kUnexpectedError;
  }
  const auto y = cx.scratch.first(size);
  copy_bytes(key.raw().subspan(size), y);
  return DecompressPublicKey::Response{wire::Tail{y}};
}

}  // namespace stsafe::sim
