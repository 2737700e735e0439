#pragma once

#include "stsafe/base/bytes.h"
#include "stsafe/base/curve.h"
#include "stsafe/base/result.h"

namespace stsafe {

/// A public key in raw form, by value: X ‖ Y big-endian at fixed width, or the 32 bytes of
/// X25519 and Ed25519. Its size fits its curve; whether it is a point of the curve, only
/// cryptography can say.
class PublicKey {
 public:
  /// Fails with UsageError::kWrongSize unless `raw` has the curve's size.
  static constexpr Result<PublicKey> from_raw(Curve curve, ByteView raw) {
    if (raw.size() != public_key_size(curve)) return UsageError::kWrongSize;
    PublicKey key;
    copy_bytes(raw, key.prepare(curve));
    return key;
  }
  constexpr PublicKey() = default;

  /// Makes this a key of the curve and gives its raw bytes, which are to be written completely.
  constexpr ByteSpan prepare(Curve curve) {
    curve_ = curve;
    return ByteSpan{bytes_}.first(public_key_size(curve));
  }

  constexpr Curve curve() const { return curve_; }
  constexpr ByteView raw() const { return ByteView{bytes_}.first(public_key_size(curve_)); }

 private:
  Curve curve_ = Curve::kNistP256;
  Fixed<kMaxPublicKeySize> bytes_{};
};

}  // namespace stsafe
