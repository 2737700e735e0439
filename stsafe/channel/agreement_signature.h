#pragma once

#include "stsafe/crypto/hash.h"
#include "stsafe/wire/key_agreement.h"

// What a host signs to authenticate itself in a key agreement, and what the chip verifies (protocol
// part 01, section 6.3).
namespace stsafe::channel {

/// Holds what is signed: the text itself or its digest.
using SignedData = Fixed<wire::kMaxSignedSize>;

/// Prepares the data for crypto::Signature in `buffer`, and shows it: the digest of the text for
/// ECDSA, the text itself for an Ed25519 key, for which `algorithm` has no meaning.
Result<ByteView> signed_data(crypto::Hash& hash, Curve signing_curve, HashAlgorithm algorithm,
                             const PublicKey& host_key, const PublicKey& device_key,
                             SignedData& buffer);

}  // namespace stsafe::channel
