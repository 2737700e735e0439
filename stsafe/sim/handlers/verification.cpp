#include "stsafe/sim/handlers/verification.h"

namespace stsafe::sim {

bool have_size_of(Curve curve, wire::Prefixed r, wire::Prefixed s) {
  const auto size = coordinate_size(curve);
  return r.bytes().size() == size && s.bytes().size() == size;
}

Result<bool, Status> verify(Context& cx, const PublicKey& key, crypto::EddsaVariant variant,
                            ByteView data, wire::Prefixed r, wire::Prefixed s) {
  if (!have_size_of(key.curve(), r, s)) return Status::kInconsistentCommandData;
  const auto size = coordinate_size(key.curve());
  Fixed<crypto::kMaxSignatureSize> buffer{};
  const auto signature = ByteSpan{buffer}.first(2 * size);
  copy_bytes(r.bytes(), signature.first(size));
  copy_bytes(s.bytes(), signature.subspan(size));
  const auto verified = cx.crypto.signature.verify(key, variant, data, signature);
  if (verified) return true;
  if (verified.failed_with(CryptoError::kNotAuthentic)) return false;
  return verified.failed_with(CryptoError::kInvalidKey) ? Status::kInvalidPublicKey
                                                        : Status::kUnexpectedError;
}

}  // namespace stsafe::sim
