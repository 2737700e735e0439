#pragma once

#include <array>

#include "ports/crypto_openssl/weierstrass_curve.h"
#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/rng.h"

namespace stsafe::crypto_openssl {

/// Diffie-Hellman by OpenSSL, with private keys from an Rng: same bytes, same key. The Rng must
/// outlive this object. Ed25519 gives CryptoError::kUnsupported.
///
/// On a NIST or Brainpool curve the private key is the first of the strings drawn, each of the
/// coordinate size, that lies between 0 and the order; of P-521's first byte only the lowest bit is
/// kept. For X25519 it is the 32 bytes drawn. After a failure the keys and secrets are empty.
class OpensslEcdh final : public crypto::Ecdh {
 public:
  explicit OpensslEcdh(crypto::Rng& rng);
  Result<void> generate(Curve curve, crypto::PrivateKey& private_key,
                        PublicKey& public_key) override;
  Result<void> agree(const crypto::PrivateKey& private_key, const PublicKey& peer,
                     crypto::SharedSecret& secret) override;

 private:
  Result<void> draw_pair(Curve curve, ByteSpan private_key, ByteSpan raw_public_key);
  Result<void> agree_into(ByteView private_key, const PublicKey& peer, ByteSpan secret) const;
  const WeierstrassCurve& weierstrass(Curve curve) const;

  crypto::Rng& rng_;
  std::array<WeierstrassCurve, 6> weierstrass_;  // in the order of Curve
};

}  // namespace stsafe::crypto_openssl
