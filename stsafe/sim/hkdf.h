#pragma once

#include "stsafe/base/secret.h"
#include "stsafe/crypto/hmac.h"

// The two halves of HKDF with SHA-256 (RFC 5869), which Derive keys does one at a time.
namespace stsafe::sim {

/// A pseudo-random key: what extract makes and expand takes.
using Prk = Secret<crypto::kHmacSize>;

/// Makes a PRK of a key. An empty salt stands for 32 zeros.
Result<void> hkdf_extract(crypto::Hmac& hmac, ByteView salt, ByteView key, Prk& prk);

/// Fills `out`, at most 255 × 32 bytes, from a PRK. UsageError::kWrongSize for more.
Result<void> hkdf_expand(crypto::Hmac& hmac, const Prk& prk, ByteView info, ByteSpan out);

}  // namespace stsafe::sim
