#pragma once

#include "stsafe/base/hex.h"
#include "stsafe/base/public_key.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/hkdf.h"

// The one way in which both ends derive from an agreed secret (protocol part 01, section 6.4).
namespace stsafe::channel {

inline constexpr auto kAgreementSalt =
    "E45D4CFD2015DE9E0AA9A9F6A49F4510 0F99D9633FB1B2DDDBEEE675D54DE25B"_hex;

/// Derives with both public keys, raw, as HKDF's info. Which comes first depends on the use.
Result<void> derive_from_agreement(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                                   const PublicKey& first, const PublicKey& second, ByteSpan out);

}  // namespace stsafe::channel
