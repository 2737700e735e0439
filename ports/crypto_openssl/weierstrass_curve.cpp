#include "ports/crypto_openssl/weierstrass_curve.h"

#include <openssl/obj_mac.h>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/numbers.h"

namespace stsafe::crypto_openssl {
namespace {

int openssl_id(Curve curve) {
  switch (curve) {
    case Curve::kNistP256: return NID_X9_62_prime256v1;
    case Curve::kNistP384: return NID_secp384r1;
    case Curve::kNistP521: return NID_secp521r1;
    case Curve::kBrainpoolP256: return NID_brainpoolP256r1;
    case Curve::kBrainpoolP384: return NID_brainpoolP384r1;
    case Curve::kBrainpoolP512: return NID_brainpoolP512r1;
    case Curve::kX25519:
    case Curve::kEd25519: break;
  }
  return NID_undef;
}

// An order fills at least half of the numbers drawn (that of brainpoolP384r1 the least), so that a
// working Rng runs out of tries with a probability below 2^-128.
constexpr int kMaxTries = 128;

}  // namespace

WeierstrassCurve::WeierstrassCurve(Curve curve)
    : group_(EC_GROUP_new_by_curve_name(openssl_id(curve))) {
  if (!group_) failure();
}

Result<void> WeierstrassCurve::draw_pair(crypto::Rng& rng, ByteSpan private_key,
                                         ByteSpan raw_key) const {
  if (!group_) return CryptoError::kBackendFailed;
  for (int tries = 0; tries < kMaxTries; ++tries) {
    if (auto filled = rng.fill(private_key); !filled) return filled;
    trim_to_order_size(private_key);
    auto made = public_key(private_key, raw_key);
    if (!made.failed_with(CryptoError::kInvalidKey)) return made;
  }
  return CryptoError::kBackendFailed;
}

Result<void> WeierstrassCurve::public_key(ByteView private_key, ByteSpan raw_key) const {
  if (!group_) return CryptoError::kBackendFailed;
  const auto factor = scalar(private_key);
  if (!factor) return factor.error();

  const NumberContextPtr scratch(BN_CTX_secure_new());
  const PointPtr product(EC_POINT_new(group_.get()));
  if (!scratch || !product) return failure();
  if (EC_POINT_mul(group_.get(), product.get(), factor->get(), nullptr, nullptr, scratch.get()) !=
      1) {
    return failure();
  }
  const auto size = raw_key.size() / 2;
  return write_coordinates(product.get(), raw_key.first(size), raw_key.subspan(size),
                           scratch.get());
}

Result<void> WeierstrassCurve::agree(ByteView private_key, ByteView peer, ByteSpan shared_x) const {
  if (!group_) return CryptoError::kBackendFailed;
  const auto factor = scalar(private_key);
  if (!factor) return factor.error();
  const NumberContextPtr scratch(BN_CTX_secure_new());
  if (!scratch) return failure();
  const auto base = point(peer, scratch.get());
  if (!base) return base.error();

  const PointPtr product(EC_POINT_new(group_.get()));
  if (!product) return failure();
  if (EC_POINT_mul(group_.get(), product.get(), nullptr, base->get(), factor->get(),
                   scratch.get()) != 1) {
    return failure();
  }
  return write_coordinates(product.get(), shared_x, {}, scratch.get());
}

Result<void> WeierstrassCurve::decompress(ByteView x, bool y_is_odd, ByteSpan raw_key) const {
  if (!group_) return CryptoError::kBackendFailed;
  const NumberContextPtr scratch(BN_CTX_new());
  const NumberPtr x_value = read_number(x);
  const PointPtr found(EC_POINT_new(group_.get()));
  if (!scratch || !x_value || !found) return failure();

  // OpenSSL would reduce a larger one.
  if (BN_cmp(x_value.get(), EC_GROUP_get0_field(group_.get())) >= 0) {
    return CryptoError::kInvalidKey;
  }
  if (EC_POINT_set_compressed_coordinates(group_.get(), found.get(), x_value.get(),
                                          y_is_odd ? 1 : 0, scratch.get()) != 1) {
    return failure(CryptoError::kInvalidKey);
  }
  return write_coordinates(found.get(), raw_key.first(x.size()), raw_key.subspan(x.size()),
                           scratch.get());
}

Result<NumberPtr> WeierstrassCurve::scalar(ByteView private_key) const {
  NumberPtr value = read_number(private_key);
  if (!value) return failure();
  BN_set_flags(value.get(), BN_FLG_CONSTTIME);
  const bool is_in_range =
      !BN_is_zero(value.get()) && BN_cmp(value.get(), EC_GROUP_get0_order(group_.get())) < 0;
  if (!is_in_range) return CryptoError::kInvalidKey;
  return value;
}

Result<PointPtr> WeierstrassCurve::point(ByteView raw_key, BN_CTX* scratch) const {
  const auto size = raw_key.size() / 2;
  const NumberPtr x = read_number(raw_key.first(size));
  const NumberPtr y = read_number(raw_key.subspan(size));
  PointPtr result(EC_POINT_new(group_.get()));
  if (!x || !y || !result) return failure();

  // OpenSSL would reduce larger coordinates, and so take several strings for one point.
  const BIGNUM* prime = EC_GROUP_get0_field(group_.get());
  if (BN_cmp(x.get(), prime) >= 0 || BN_cmp(y.get(), prime) >= 0) return CryptoError::kInvalidKey;
  // Fails if the curve's equation does not hold. Infinity has no affine coordinates, and the curves
  // have cofactor 1, so there is nothing else to check.
  if (EC_POINT_set_affine_coordinates(group_.get(), result.get(), x.get(), y.get(), scratch) != 1) {
    return failure(CryptoError::kInvalidKey);
  }
  return result;
}

Result<void> WeierstrassCurve::write_coordinates(const EC_POINT* point, ByteSpan x, ByteSpan y,
                                                 BN_CTX* scratch) const {
  const NumberPtr x_value(BN_secure_new());
  const NumberPtr y_value(BN_secure_new());
  if (!x_value || !y_value) return failure();
  // Fails for the point at infinity.
  if (EC_POINT_get_affine_coordinates(group_.get(), point, x_value.get(), y_value.get(), scratch) !=
      1) {
    return failure();
  }
  if (!write_number(x_value.get(), x) || !write_number(y_value.get(), y)) return failure();
  return {};
}

void WeierstrassCurve::trim_to_order_size(ByteSpan number) const {
  const auto surplus = 8 * number.size() - static_cast<std::size_t>(EC_GROUP_order_bits(group()));
  number.front() &= std::byte{0xFF} >> surplus;
}

}  // namespace stsafe::crypto_openssl
