#include "stsafe/host/signature.h"

#include "stsafe/host/validity.h"
#include "stsafe/wire/commands/signature.h"

namespace stsafe::host {

Result<void> verify_signature(Device& device, const PublicKey& key, crypto::EddsaVariant variant,
                              ByteView data, ByteView signature) {
  if (!can_sign(key.curve())) return UsageError::kUnsupportedCurve;
  const auto size = coordinate_size(key.curve());
  if (signature.size() != 2 * size) return UsageError::kWrongSize;
  const auto answer = device.call(wire::VerifySignature{
      {},
      {.public_key = key,
       .r = wire::Prefixed{signature.first(size)},
       .s = wire::Prefixed{signature.subspan(size)},
       .variant = variant == crypto::EddsaVariant::kPrehashed ? wire::EddsaVariant::kPrehashed
                                                              : wire::EddsaVariant::kPure,
       .message = wire::Prefixed{data}}});
  if (!answer) return answer.error();
  return require_valid(answer->validity);
}

Result<PublicKey> decompress_public_key(Device& device, Curve curve, ByteView x, bool y_is_odd) {
  using wire::DecompressPublicKey;
  if (is_curve25519_family(curve)) return UsageError::kUnsupportedCurve;
  const auto size = coordinate_size(curve);
  if (x.size() != size) return UsageError::kWrongSize;
  const auto answer = device.call(DecompressPublicKey{
      curve, y_is_odd ? DecompressPublicKey::kOddY : DecompressPublicKey::kEvenY, wire::Tail{x}});
  if (!answer) return answer.error();
  const auto y = answer->y.bytes();
  if (y.size() != size) return LinkError::kUnexpectedResponse;
  const bool is_odd = (y.back() & std::byte{1}) != std::byte{0};
  if (is_odd != y_is_odd) return LinkError::kUnexpectedResponse;
  PublicKey key;
  const auto raw = key.prepare(curve);
  copy_bytes(x, raw.first(size));
  copy_bytes(y, raw.subspan(size));
  return key;
}

}  // namespace stsafe::host
