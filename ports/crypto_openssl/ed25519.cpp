#include "ports/crypto_openssl/ed25519.h"

#include <algorithm>

#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/numbers.h"
#include "ports/crypto_openssl/raw_keys.h"
#include "stsafe/base/hex.h"

namespace stsafe::crypto_openssl {
namespace {

constexpr std::byte kSignOfX{0x80};

// RFC 8032, section 5.1, big-endian: 2^255 - 19, and -121665/121666 modulo that.
constexpr auto kPrime = "7FFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFED"_hex;
constexpr auto kD = "52036CEE2B6FFE73 8CC740797779E898 00700A4D4141D8AB 75EB4DCA135978A3"_hex;

constexpr auto* kEd25519 = "ED25519";

}  // namespace

Result<void> ed25519_public_key(ByteView seed, ByteSpan public_key) {
  return compute_public_key(kEd25519, seed, public_key);
}

Result<void> ed25519_sign(ByteView seed, ByteView message, ByteSpan signature) {
  const auto key = import_private(kEd25519, seed);
  const DigestContextPtr context(EVP_MD_CTX_new());
  auto size = signature.size();
  const bool done =
      key && context &&
      EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key.get(),
                            nullptr) == 1 &&
      EVP_DigestSign(context.get(), raw_out(signature), &size, raw(message), message.size()) == 1 &&
      size == signature.size();
  if (!done) return failure();
  return {};
}

// OpenSSL does not tell a key that is none from a signature that is not of the message, and takes
// encodings of Y that are not below the prime.
Result<void> ed25519_check_point(ByteView public_key) {
  Fixed<32> big_endian{};
  std::ranges::reverse_copy(public_key, big_endian.begin());
  const bool x_is_odd = (big_endian.front() & kSignOfX) != std::byte{0};
  big_endian.front() &= ~kSignOfX;

  const NumberContextPtr scratch(BN_CTX_new());
  const NumberPtr p = read_number(kPrime);
  const NumberPtr d = read_number(kD);
  const NumberPtr y = read_number(big_endian);
  const NumberPtr u(BN_new());
  const NumberPtr v(BN_new());
  if (!scratch || !p || !d || !y || !u || !v) return failure();
  if (BN_cmp(y.get(), p.get()) >= 0) return CryptoError::kInvalidKey;

  // x² = u / v with u = y² - 1 and v = d y² + 1, which is never 0. A quotient is a square where the
  // product is.
  const bool done = BN_mod_sqr(u.get(), y.get(), p.get(), scratch.get()) == 1 &&
                    BN_mod_mul(v.get(), d.get(), u.get(), p.get(), scratch.get()) == 1 &&
                    BN_sub_word(u.get(), 1) == 1 && BN_add_word(v.get(), 1) == 1 &&
                    BN_mod_mul(u.get(), u.get(), v.get(), p.get(), scratch.get()) == 1;
  if (!done) return failure();
  const int kind = BN_kronecker(u.get(), p.get(), scratch.get());
  if (kind < -1) return failure();
  const bool is_point = kind == 1 || (kind == 0 && !x_is_odd);
  if (!is_point) return CryptoError::kInvalidKey;
  return {};
}

Result<void> ed25519_verify(ByteView public_key, ByteView message, ByteView signature) {
  if (auto is_point = ed25519_check_point(public_key); !is_point) return is_point;
  const auto key = import_public(kEd25519, public_key);
  const DigestContextPtr context(EVP_MD_CTX_new());
  const bool ready = key && context &&
                     EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr,
                                             key.get(), nullptr) == 1;
  if (!ready) return failure();
  const int verified = EVP_DigestVerify(context.get(), raw(signature), signature.size(),
                                        raw(message), message.size());
  if (verified == 1) return {};
  return failure(verified == 0 ? CryptoError::kNotAuthentic : CryptoError::kBackendFailed);
}

}  // namespace stsafe::crypto_openssl
