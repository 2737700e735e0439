#pragma once

#include "stsafe/wire/curve_id.h"
#include "stsafe/wire/fields.h"

namespace stsafe::wire {

/// Whether a signature is one: not an error status, but an answer.
using Validity = Strong<std::uint8_t, struct ValidityTag>;
inline constexpr Validity kInvalid{0};
inline constexpr Validity kValid{1};

/// What Ed25519 signed (RFC 8032): the message, or its SHA-512 digest. Not sent for other curves.
enum class EddsaVariant : std::uint8_t { kPure = 0, kPrehashed = 1 };

/// A key, a signature and what was signed, as Verify signature has them (protocol part 03,
/// section 4.2).
struct SignedData {
  PublicKey public_key{};
  Prefixed r{};
  Prefixed s{};
  EddsaVariant variant = EddsaVariant::kPure;
  Prefixed message{};
};

constexpr void encode(Writer& w, const SignedData& data) {
  encode(w, data.public_key);
  encode(w, data.r);
  encode(w, data.s);
  if (data.public_key.curve() == Curve::kEd25519) encode(w, data.variant);
  encode(w, data.message);
}

// With X25519 nobody signs, so it is not said what follows; the receiver refuses the curve.
constexpr void decode(Reader& r, SignedData& data) {
  Curve curve{};
  decode(r, curve);
  if (r.failed()) return;
  if (!can_sign(curve)) {
    data.public_key.prepare(curve);
    static_cast<void>(r.rest());
    return;
  }
  decode_point(r, curve, data.public_key);
  decode(r, data.r);
  decode(r, data.s);
  if (curve == Curve::kEd25519) decode(r, data.variant);
  decode(r, data.message);
}

}  // namespace stsafe::wire
