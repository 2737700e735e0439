#include "ports/crypto_openssl/openssl_signature.h"

#include "ports/crypto_openssl/deterministic_nonces.h"
#include "ports/crypto_openssl/ecdsa.h"
#include "ports/crypto_openssl/ed25519.h"
#include "ports/crypto_openssl/ed25519ph.h"

namespace stsafe::crypto_openssl {
namespace {

bool is_prehashed(Curve curve, crypto::EddsaVariant variant) {
  return curve == Curve::kEd25519 && variant == crypto::EddsaVariant::kPrehashed;
}

/// What holds for signing and for verifying on `curve`.
Result<void> check(Curve curve, crypto::EddsaVariant variant, ByteView data, ByteView signature) {
  if (!can_sign(curve)) return CryptoError::kUnsupported;
  if (signature.size() != 2 * coordinate_size(curve)) return UsageError::kWrongSize;
  if (is_prehashed(curve, variant) && data.size() != kEd25519phDigestSize) {
    return UsageError::kWrongSize;
  }
  return {};
}

}  // namespace

Result<void> OpensslSignature::generate(Curve curve, crypto::PrivateKey& private_key,
                                        PublicKey& public_key) {
  private_key.clear();
  if (!can_sign(curve)) return CryptoError::kUnsupported;

  PublicKey drawn_key;
  auto drawn =
      draw_pair(curve, private_key.prepare(coordinate_size(curve)), drawn_key.prepare(curve));
  if (!drawn) {
    private_key.clear();
    return drawn;
  }
  public_key = drawn_key;
  return {};
}

Result<void> OpensslSignature::sign(Curve curve, const crypto::PrivateKey& private_key,
                                    crypto::EddsaVariant variant, ByteView data,
                                    ByteSpan signature) {
  if (auto checked = check(curve, variant, data, signature); !checked) return checked;
  if (private_key.size() != coordinate_size(curve)) return CryptoError::kInvalidKey;
  if (is_prehashed(curve, variant)) return ed25519ph_sign(private_key.reveal(), data, signature);
  if (curve == Curve::kEd25519) return ed25519_sign(private_key.reveal(), data, signature);
  const auto& weierstrass = weierstrass_[curve];
  if (nonces_ == Nonces::kRandom) {
    return ecdsa_sign(weierstrass, rng_, private_key.reveal(), data, signature);
  }
  DeterministicNonces nonces{weierstrass, private_key.reveal(), data};
  return ecdsa_sign(weierstrass, nonces, private_key.reveal(), data, signature);
}

Result<void> OpensslSignature::verify(const PublicKey& key, crypto::EddsaVariant variant,
                                      ByteView data, ByteView signature) {
  if (auto checked = check(key.curve(), variant, data, signature); !checked) return checked;
  if (is_prehashed(key.curve(), variant)) return ed25519ph_verify(key.raw(), data, signature);
  if (key.curve() == Curve::kEd25519) return ed25519_verify(key.raw(), data, signature);
  return ecdsa_verify(weierstrass_[key.curve()], key.raw(), data, signature);
}

Result<void> OpensslSignature::decompress(Curve curve, ByteView x, bool y_is_odd, PublicKey& key) {
  if (is_curve25519_family(curve)) return CryptoError::kUnsupported;
  if (x.size() != coordinate_size(curve)) return UsageError::kWrongSize;
  PublicKey found;
  if (auto done = weierstrass_[curve].decompress(x, y_is_odd, found.prepare(curve)); !done) {
    return done;
  }
  key = found;
  return {};
}

Result<void> OpensslSignature::draw_pair(Curve curve, ByteSpan private_key,
                                         ByteSpan raw_public_key) {
  if (curve == Curve::kEd25519) {
    if (auto filled = rng_.fill(private_key); !filled) return filled;
    return ed25519_public_key(private_key, raw_public_key);
  }
  return weierstrass_[curve].draw_pair(rng_, private_key, raw_public_key);
}

}  // namespace stsafe::crypto_openssl
