#pragma once

#include "ports/crypto_openssl/weierstrass_curve.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/rng.h"

namespace stsafe::crypto_openssl {

/// Diffie-Hellman by OpenSSL, with private keys from an Rng: same bytes, same key. The Rng must
/// outlive this object. Ed25519 gives CryptoError::kUnsupported.
///
/// On a NIST or Brainpool curve the private key is drawn as WeierstrassCurve::draw_pair says; for
/// X25519 it is the 32 bytes drawn. After a failure the keys and secrets are empty.
class OpensslEcdh final : public crypto::Ecdh {
 public:
  explicit OpensslEcdh(crypto::Rng& rng) : rng_(rng) {}
  Result<void> generate(Curve curve, crypto::PrivateKey& private_key,
                        PublicKey& public_key) override;
  Result<void> agree(const crypto::PrivateKey& private_key, const PublicKey& peer,
                     crypto::SharedSecret& secret) override;

 private:
  Result<void> draw_pair(Curve curve, ByteSpan private_key, ByteSpan raw_public_key);
  Result<void> agree_into(ByteView private_key, const PublicKey& peer, ByteSpan secret) const;

  crypto::Rng& rng_;
  WeierstrassCurves weierstrass_;
};

}  // namespace stsafe::crypto_openssl
