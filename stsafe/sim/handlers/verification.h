#pragma once

#include "stsafe/sim/context.h"
#include "stsafe/wire/fields.h"

namespace stsafe::sim {

/// SHA-512: the message of Ed25519ph is what was hashed (U-7).
inline constexpr std::size_t kPrehashSize = 64;

/// Do R and S have the coordinate size of the curve (U-20)?
bool have_size_of(Curve curve, wire::Prefixed r, wire::Prefixed s);

/// Verifies what arrived as R and S. An answer of `false` is a signature that is none. Fails with
/// 02 unless both have the coordinate size of the key (U-20), with 19 if the key is no point
/// (U-18).
Result<bool, Status> verify(Context& cx, const PublicKey& key, crypto::EddsaVariant variant,
                            ByteView data, wire::Prefixed r, wire::Prefixed s);

}  // namespace stsafe::sim
