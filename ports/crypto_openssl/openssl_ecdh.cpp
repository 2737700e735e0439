#include "ports/crypto_openssl/openssl_ecdh.h"

#include "ports/crypto_openssl/x25519.h"

namespace stsafe::crypto_openssl {

Result<void> OpensslEcdh::generate(Curve curve, crypto::PrivateKey& private_key,
                                   PublicKey& public_key) {
  private_key.clear();
  if (!can_agree(curve)) return CryptoError::kUnsupported;

  Fixed<kMaxPublicKeySize> buffer{};
  const auto raw_public_key = ByteSpan{buffer}.first(public_key_size(curve));
  auto drawn = draw_pair(curve, private_key.prepare(coordinate_size(curve)), raw_public_key);
  if (!drawn) {
    private_key.clear();
    return drawn;
  }
  public_key = *PublicKey::from_raw(curve, raw_public_key);
  return {};
}

Result<void> OpensslEcdh::agree(const crypto::PrivateKey& private_key, const PublicKey& peer,
                                crypto::SharedSecret& secret) {
  secret.clear();
  const auto size = coordinate_size(peer.curve());
  if (!can_agree(peer.curve())) return CryptoError::kUnsupported;
  if (private_key.size() != size) return CryptoError::kInvalidKey;

  auto agreed = agree_into(private_key.reveal(), peer, secret.prepare(size));
  if (!agreed) secret.clear();
  return agreed;
}

Result<void> OpensslEcdh::draw_pair(Curve curve, ByteSpan private_key, ByteSpan raw_public_key) {
  if (curve == Curve::kX25519) {
    if (auto filled = rng_.fill(private_key); !filled) return filled;
    return x25519_public_key(private_key, raw_public_key);
  }
  return weierstrass_[curve].draw_pair(rng_, private_key, raw_public_key);
}

Result<void> OpensslEcdh::agree_into(ByteView private_key, const PublicKey& peer,
                                     ByteSpan secret) const {
  if (peer.curve() == Curve::kX25519) return x25519_agree(private_key, peer.raw(), secret);
  return weierstrass_[peer.curve()].agree(private_key, peer.raw(), secret);
}

}  // namespace stsafe::crypto_openssl
