#include "ports/crypto_openssl/openssl_ecdh.h"

#include <utility>

#include "ports/crypto_openssl/x25519.h"

namespace stsafe::crypto_openssl {
namespace {

// An order fills at least half of the numbers drawn (that of brainpoolP384r1 the least), so that a
// working Rng runs out of tries with a probability below 2^-128.
constexpr int kMaxTries = 128;

/// Keeps the 521st bit, the lowest of the first byte, which all but the largest keys need.
void trim_to_order_size(Curve curve, ByteSpan number) {
  if (curve == Curve::kNistP521) number.front() &= std::byte{0x01};
}

}  // namespace

OpensslEcdh::OpensslEcdh(crypto::Rng& rng)
    : rng_(rng),
      weierstrass_{
          WeierstrassCurve(Curve::kNistP256),      WeierstrassCurve(Curve::kNistP384),
          WeierstrassCurve(Curve::kNistP521),      WeierstrassCurve(Curve::kBrainpoolP256),
          WeierstrassCurve(Curve::kBrainpoolP384), WeierstrassCurve(Curve::kBrainpoolP512),
      } {}

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
  for (int tries = 0; tries < kMaxTries; ++tries) {
    if (auto filled = rng_.fill(private_key); !filled) return filled;
    trim_to_order_size(curve, private_key);
    auto made = weierstrass(curve).public_key(private_key, raw_public_key);
    if (!made.failed_with(CryptoError::kInvalidKey)) return made;
  }
  return CryptoError::kBackendFailed;
}

Result<void> OpensslEcdh::agree_into(ByteView private_key, const PublicKey& peer,
                                     ByteSpan secret) const {
  if (peer.curve() == Curve::kX25519) return x25519_agree(private_key, peer.raw(), secret);
  return weierstrass(peer.curve()).agree(private_key, peer.raw(), secret);
}

const WeierstrassCurve& OpensslEcdh::weierstrass(Curve curve) const {
  return weierstrass_[std::to_underlying(curve)];
}

}  // namespace stsafe::crypto_openssl
