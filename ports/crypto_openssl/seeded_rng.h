#pragma once

#include <cstdint>
#include <string_view>

#include "ports/crypto_openssl/openssl_handles.h"
#include "stsafe/crypto/rng.h"

namespace stsafe::crypto_openssl {

/// Makes the same bytes again from the same seed and label, for simulations that can be repeated.
/// Never for real keys: who knows the seed knows them all.
///
/// The bytes are the keystream of AES-256-CTR, counting from zero, under the key
/// SHA-256(label ‖ seed as 8 bytes, big-endian). They do not depend on how many are asked for at a
/// time. Different labels give independent streams of one seed.
class SeededRng final : public crypto::Rng {
 public:
  SeededRng(std::uint64_t seed, std::string_view label);
  Result<void> fill(ByteSpan out) override;

 private:
  CipherContextPtr keystream_;  // null if OpenSSL could not set it up
};

}  // namespace stsafe::crypto_openssl
