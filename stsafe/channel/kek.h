#pragma once

#include "stsafe/base/public_key.h"
#include "stsafe/base/secret.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/hkdf.h"

// The key-encryption keys that both ends derive (protocol part 01, section 6.4).
namespace stsafe::channel {

using Kek = Secret<32>;

/// Derives the base KEK from the shared secret. The device's key comes first (trap T-24).
Result<void> derive_base_kek(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                             const PublicKey& device_key, const PublicKey& host_key, Kek& base);

/// Derives the key that wraps the session's `counter`-th key; the first is number 1.
Result<void> derive_working_kek(crypto::Hkdf& hkdf, const Kek& base, std::uint8_t counter,
                                Kek& working);

}  // namespace stsafe::channel
