#pragma once

#include "ports/crypto_openssl/weierstrass_curve.h"
#include "stsafe/crypto/rng.h"
#include "stsafe/crypto/signature.h"

namespace stsafe::crypto_openssl {

/// Where the nonces of ECDSA come from.
enum class Nonces : std::uint8_t {
  kRandom,         ///< from the Rng
  kDeterministic,  ///< from private key and digest (RFC 6979)
};

/// Signatures by OpenSSL, Ed25519ph with libsodium, with private keys and, unless they are
/// deterministic, the nonces of ECDSA from an Rng: same bytes, same keys and signatures. The Rng
/// must outlive this object. After a failure the keys are empty.
class OpensslSignature final : public crypto::Signature {
 public:
  explicit OpensslSignature(crypto::Rng& rng, Nonces nonces = Nonces::kRandom)
      : rng_(rng), nonces_(nonces) {}
  Result<void> generate(Curve curve, crypto::PrivateKey& private_key,
                        PublicKey& public_key) override;
  Result<void> sign(Curve curve, const crypto::PrivateKey& private_key,
                    crypto::EddsaVariant variant, ByteView data, ByteSpan signature) override;
  Result<void> verify(const PublicKey& key, crypto::EddsaVariant variant, ByteView data,
                      ByteView signature) override;
  Result<void> decompress(Curve curve, ByteView x, bool y_is_odd, PublicKey& key) override;

 private:
  Result<void> draw_pair(Curve curve, ByteSpan private_key, ByteSpan raw_public_key);

  crypto::Rng& rng_;
  Nonces nonces_;
  WeierstrassCurves weierstrass_;
};

}  // namespace stsafe::crypto_openssl
