#pragma once

#include "stsafe/crypto/signature.h"
#include "stsafe/host/device.h"

namespace stsafe::host {

/// Lets the chip verify a signature, R then S, each of the key's coordinate size. `data` is a
/// digest for ECDSA; for Ed25519 what `variant` says. CryptoError::kNotAuthentic for an invalid
/// signature; Status::kInvalidPublicKey for a key that is no point; UsageError::kUnsupportedCurve
/// for X25519, kWrongSize for a signature of another size (protocol part 03, section 4.2).
Result<void> verify_signature(Device& device, const PublicKey& key, crypto::EddsaVariant variant,
                              ByteView data, ByteView signature);

/// Lets the chip find the point with this X coordinate, of the coordinate size, and parity of Y.
/// Status::kInvalidPublicKey if there is none; UsageError::kUnsupportedCurve for X25519 and
/// Ed25519, kWrongSize for X of another size (section 4.6).
Result<PublicKey> decompress_public_key(Device& device, Curve curve, ByteView x, bool y_is_odd);

}  // namespace stsafe::host
