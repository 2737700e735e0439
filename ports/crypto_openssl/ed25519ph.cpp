#include "ports/crypto_openssl/ed25519ph.h"

#include <sodium.h>

#include <initializer_list>

#include "ports/crypto_openssl/ed25519.h"
#include "ports/crypto_openssl/openssl_bytes.h"
#include "stsafe/base/hex.h"
#include "stsafe/base/secret.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr std::size_t kHalf = 32;  // of a signature and of an expanded seed

using Point = Fixed<crypto_core_ed25519_BYTES>;
using Scalar = Fixed<crypto_core_ed25519_SCALARBYTES>;  // little-endian
using Hash = Fixed<crypto_hash_sha512_BYTES>;

constexpr Point kNeutral{std::byte{1}};

// dom2(1, "") of RFC 8032, section 2: "SigEd25519 no Ed25519 collisions", pre-hashed, no context.
constexpr auto kDomain =
    "53696745643235353139206E6F204564323535313920636F6C6C6973696F6E73 01 00"_hex;

void sha512(std::initializer_list<ByteView> parts, ByteSpan hash) {
  crypto_hash_sha512_state state;
  const WipeOnExit wiped(std::as_writable_bytes(std::span{&state, 1}));
  crypto_hash_sha512_init(&state);
  for (const auto part : parts) crypto_hash_sha512_update(&state, raw(part), part.size());
  crypto_hash_sha512_final(&state, raw_out(hash));
}

void reduce(ByteView wide, ByteSpan scalar) {
  crypto_core_ed25519_scalar_reduce(raw_out(scalar), raw(wide));
}

/// k of sections 5.1.6 and 5.1.7.
Scalar challenge(ByteView r, ByteView public_key, ByteView digest) {
  Hash hash{};
  sha512({kDomain, r, public_key, digest}, hash);
  Scalar k{};
  reduce(hash, k);
  return k;
}

bool is_below_order(ByteView scalar) {
  Fixed<crypto_core_ed25519_NONREDUCEDSCALARBYTES> wide{};
  copy_bytes(scalar, ByteSpan{wide}.first(scalar.size()));
  Scalar reduced{};
  reduce(wide, reduced);
  return equal_constant_time(reduced, scalar);
}

/// The scalar divided by 8, without the remainder.
Scalar eighth_of(Scalar scalar) {
  for (std::size_t i = 0; i < scalar.size(); ++i) {
    const auto above = i + 1 < scalar.size() ? scalar[i + 1] : std::byte{0};
    scalar[i] = scalar[i] >> 3 | above << 5;
  }
  return scalar;
}

/// [scalar]B. The scalar is below the order or clamped.
bool multiply_base(ByteView scalar, ByteSpan product) {
  return crypto_scalarmult_ed25519_base_noclamp(raw_out(product), raw(scalar)) == 0;
}

bool add(Point& sum, const Point& other) {
  return crypto_core_ed25519_add(raw_out(sum), raw(sum), raw(other)) == 0;
}

/// [scalar]P for any point of the curve, also those that libsodium does not multiply, because they
/// are outside of the group of prime order: [8]P is inside. Takes a time that depends on both.
Result<Point> multiply(const Scalar& scalar, const Point& point) {
  Point eightfold = point;
  for (int i = 0; i < 3; ++i) {
    if (!add(eightfold, eightfold)) return CryptoError::kBackendFailed;
  }
  // Refused are only the neutral point, as a factor and as the product.
  Point product{};
  if (crypto_scalarmult_ed25519_noclamp(raw_out(product), raw(eighth_of(scalar)), raw(eightfold)) !=
      0) {
    product = kNeutral;
  }
  const auto remainder = std::to_integer<int>(scalar.front() & std::byte{7});
  for (int i = 0; i < remainder; ++i) {
    if (!add(product, point)) return CryptoError::kBackendFailed;
  }
  return product;
}

}  // namespace

Result<void> ed25519ph_sign(ByteView seed, ByteView digest, ByteSpan signature) {
  if (sodium_init() < 0) return CryptoError::kBackendFailed;
  Secret<crypto_hash_sha512_BYTES> expanded;
  const auto halves = expanded.prepare(crypto_hash_sha512_BYTES);
  sha512({seed}, halves);
  const auto private_scalar = halves.first(kHalf);
  private_scalar.front() &= std::byte{0xF8};
  private_scalar.back() = (private_scalar.back() & std::byte{0x3F}) | std::byte{0x40};
  Point public_key{};
  if (!multiply_base(private_scalar, public_key)) return CryptoError::kBackendFailed;

  Secret<crypto_hash_sha512_BYTES> nonce_hash;
  Secret<crypto_core_ed25519_SCALARBYTES> nonce;
  const auto wide = nonce_hash.prepare(crypto_hash_sha512_BYTES);
  const auto r = nonce.prepare(crypto_core_ed25519_SCALARBYTES);
  sha512({kDomain, halves.subspan(kHalf), digest}, wide);
  reduce(wide, r);
  if (!multiply_base(r, signature.first(kHalf))) return CryptoError::kBackendFailed;

  const auto k = challenge(signature.first(kHalf), public_key, digest);
  Secret<crypto_core_ed25519_SCALARBYTES> product;
  const auto ks = product.prepare(crypto_core_ed25519_SCALARBYTES);
  crypto_core_ed25519_scalar_mul(raw_out(ks), raw(k), raw(private_scalar));
  crypto_core_ed25519_scalar_add(raw_out(signature.subspan(kHalf)), raw(r), raw(ks));
  return {};
}

Result<void> ed25519ph_verify(ByteView public_key, ByteView digest, ByteView signature) {
  if (sodium_init() < 0) return CryptoError::kBackendFailed;
  if (auto is_point = ed25519_check_point(public_key); !is_point) return is_point;
  const auto r = signature.first(kHalf);
  const auto s = signature.subspan(kHalf);
  if (!is_below_order(s)) return CryptoError::kNotAuthentic;

  Point key{};
  copy_bytes(public_key, key);
  const auto k = challenge(r, public_key, digest);
  const auto of_key = multiply(k, key);
  if (!of_key) return of_key.error();
  Point found{};
  if (!multiply_base(s, found)) found = kNeutral;  // refused is only S = 0
  if (crypto_core_ed25519_sub(raw_out(found), raw(found), raw(*of_key)) != 0) {
    return CryptoError::kBackendFailed;
  }
  if (!equal_constant_time(found, r)) return CryptoError::kNotAuthentic;
  return {};
}

}  // namespace stsafe::crypto_openssl
