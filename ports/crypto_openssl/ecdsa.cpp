#include "ports/crypto_openssl/ecdsa.h"

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/numbers.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

/// Numbers modulo the order of a curve. What a private key or a nonce enters runs in the same time
/// for all of them.
class OrderField {
 public:
  OrderField(const BIGNUM* order, BN_CTX* scratch)
      : order_(order),
        scratch_(scratch),
        montgomery_(BN_MONT_CTX_new()),
        ready_(montgomery_ && BN_MONT_CTX_set(montgomery_.get(), order, scratch) == 1) {}

  bool ready() const { return ready_; }

  bool multiply(BIGNUM* product, const BIGNUM* a, const BIGNUM* b) const {
    // With one factor in Montgomery form the product is in plain form.
    const NumberPtr converted(BN_secure_new());
    return converted && BN_to_montgomery(converted.get(), a, montgomery_.get(), scratch_) == 1 &&
           BN_mod_mul_montgomery(product, converted.get(), b, montgomery_.get(), scratch_) == 1;
  }

  bool add(BIGNUM* sum, const BIGNUM* a, const BIGNUM* b) const {
    return BN_mod_add_quick(sum, a, b, order_) == 1;
  }

  /// By Fermat: the order is prime.
  bool invert(BIGNUM* inverse, const BIGNUM* a) const {
    const NumberPtr exponent(BN_dup(order_));
    return exponent && BN_sub_word(exponent.get(), 2) == 1 &&
           BN_mod_exp_mont_consttime(inverse, a, exponent.get(), order_, scratch_,
                                     montgomery_.get()) == 1;
  }

 private:
  const BIGNUM* order_;
  BN_CTX* scratch_;
  MontgomeryPtr montgomery_;
  bool ready_ = false;
};

}  // namespace

NumberPtr digest_number(const WeierstrassCurve& curve, ByteView digest, BN_CTX* scratch) {
  const auto order_bits = static_cast<std::size_t>(EC_GROUP_order_bits(curve.group()));
  const auto used = digest.first(std::min(digest.size(), (order_bits + 7) / 8));
  NumberPtr value = read_number(used);
  if (!value) return value;
  const auto surplus = 8 * used.size() > order_bits ? 8 * used.size() - order_bits : 0;
  const bool done =
      BN_rshift(value.get(), value.get(), static_cast<int>(surplus)) == 1 &&
      BN_nnmod(value.get(), value.get(), EC_GROUP_get0_order(curve.group()), scratch) == 1;
  return done ? std::move(value) : nullptr;
}

Result<void> ecdsa_sign(const WeierstrassCurve& curve, crypto::Rng& rng, ByteView private_key,
                        ByteView digest, ByteSpan signature) {
  if (curve.group() == nullptr) return CryptoError::kBackendFailed;
  const auto size = signature.size() / 2;
  const auto key = curve.scalar(private_key);
  if (!key) return key.error();

  // The nonce and its point are a key pair.
  Fixed<kMaxCoordinateSize> nonce_bytes{};
  const WipeOnExit nonce_wiped{nonce_bytes};
  Fixed<kMaxPublicKeySize> point{};
  const auto nonce_view = ByteSpan{nonce_bytes}.first(size);
  if (auto drawn = curve.draw_pair(rng, nonce_view, ByteSpan{point}.first(2 * size)); !drawn) {
    return drawn;
  }
  const auto nonce = curve.scalar(nonce_view);
  if (!nonce) return nonce.error();

  const BIGNUM* order = EC_GROUP_get0_order(curve.group());
  const NumberContextPtr scratch(BN_CTX_secure_new());
  const NumberPtr r = read_number(ByteView{point}.first(size));
  const NumberPtr s(BN_secure_new());
  const NumberPtr inverse(BN_secure_new());
  if (!scratch || !r || !s || !inverse) return failure();
  const NumberPtr z = digest_number(curve, digest, scratch.get());
  const OrderField field(order, scratch.get());
  const bool done =
      z && field.ready() && BN_nnmod(r.get(), r.get(), order, scratch.get()) == 1 &&
      field.multiply(s.get(), r.get(), key->get()) && field.add(s.get(), s.get(), z.get()) &&
      field.invert(inverse.get(), nonce->get()) && field.multiply(s.get(), s.get(), inverse.get());
  // By chance neither number is ever 0.
  if (!done || BN_is_zero(r.get()) || BN_is_zero(s.get())) return failure();
  const bool written = write_number(r.get(), signature.first(size)) &&
                       write_number(s.get(), signature.subspan(size));
  if (!written) return failure();
  return {};
}

Result<void> ecdsa_verify(const WeierstrassCurve& curve, ByteView raw_key, ByteView digest,
                          ByteView signature) {
  if (curve.group() == nullptr) return CryptoError::kBackendFailed;
  const NumberContextPtr scratch(BN_CTX_new());
  if (!scratch) return failure();
  const auto key = curve.point(raw_key, scratch.get());
  if (!key) return key.error();

  const auto size = signature.size() / 2;
  const auto r = curve.scalar(signature.first(size));
  const auto s = curve.scalar(signature.subspan(size));
  if (r.failed_with(CryptoError::kInvalidKey) || s.failed_with(CryptoError::kInvalidKey)) {
    return CryptoError::kNotAuthentic;
  }
  if (!r) return r.error();
  if (!s) return s.error();

  const BIGNUM* order = EC_GROUP_get0_order(curve.group());
  const NumberPtr z = digest_number(curve, digest, scratch.get());
  const NumberPtr inverse(BN_new());
  const NumberPtr of_generator(BN_new());
  const NumberPtr of_key(BN_new());
  const NumberPtr x(BN_new());
  const PointPtr sum(EC_POINT_new(curve.group()));
  if (!z || !inverse || !of_generator || !of_key || !x || !sum) return failure();
  const OrderField field(order, scratch.get());
  const bool done = field.ready() && field.invert(inverse.get(), s->get()) &&
                    field.multiply(of_generator.get(), z.get(), inverse.get()) &&
                    field.multiply(of_key.get(), r->get(), inverse.get()) &&
                    EC_POINT_mul(curve.group(), sum.get(), of_generator.get(), key->get(),
                                 of_key.get(), scratch.get()) == 1;
  if (!done) return failure();
  if (EC_POINT_is_at_infinity(curve.group(), sum.get()) == 1) return CryptoError::kNotAuthentic;
  const bool has_x = EC_POINT_get_affine_coordinates(curve.group(), sum.get(), x.get(), nullptr,
                                                     scratch.get()) == 1 &&
                     BN_nnmod(x.get(), x.get(), order, scratch.get()) == 1;
  if (!has_x) return failure();
  if (BN_cmp(x.get(), r->get()) != 0) return CryptoError::kNotAuthentic;
  return {};
}

}  // namespace stsafe::crypto_openssl
