#include "ports/crypto_openssl/deterministic_nonces.h"

#include <openssl/core_names.h>

#include "ports/crypto_openssl/ecdsa.h"
#include "ports/crypto_openssl/failure.h"
#include "ports/crypto_openssl/numbers.h"
#include "stsafe/base/wipe.h"

namespace stsafe::crypto_openssl {
namespace {

const char* hash_of(std::size_t digest_size) {
  if (digest_size == 48) return "SHA384";
  return digest_size == 64 ? "SHA512" : "SHA256";
}

}  // namespace

DeterministicNonces::DeterministicNonces(const WeierstrassCurve& curve, ByteView private_key,
                                         ByteView digest)
    : hash_(hash_of(digest.size())),
      hash_size_(digest.size() == 48 || digest.size() == 64 ? digest.size() : 32),
      ready_(seed(curve, private_key, digest)) {}

Result<void> DeterministicNonces::fill(ByteSpan out) {
  if (!ready_) return ready_;
  if (out.size() != (static_cast<std::size_t>(order_bits_) + 7) / 8) return UsageError::kWrongSize;
  // The last candidate was refused (step h.3).
  if (!is_first_) {
    if (auto mixed = mix(std::byte{0}, {}, {}); !mixed) return mixed;
  }
  is_first_ = false;
  for (auto room = out; !room.empty();) {
    if (auto made = next_value(); !made) return made;
    const auto size = std::min(room.size(), hash_size_);
    copy_bytes(value_.reveal().first(size), room);
    room = room.subspan(size);
  }
  // Of the bits, the leftmost count, as many as the order has; fewer than eight are surplus.
  const auto surplus = static_cast<int>(8 * out.size()) - order_bits_;
  unsigned carry = 0;
  for (auto& byte : out) {
    const auto bits = carry << 8 | std::to_integer<unsigned>(byte);
    carry = std::to_integer<unsigned>(byte);
    byte = static_cast<std::byte>(bits >> surplus);
  }
  return {};
}

// Steps b to g.
Result<void> DeterministicNonces::seed(const WeierstrassCurve& curve, ByteView private_key,
                                       ByteView digest) {
  if (curve.group() == nullptr) return CryptoError::kBackendFailed;
  order_bits_ = EC_GROUP_order_bits(curve.group());
  std::ranges::fill(value_.prepare(hash_size_), std::byte{1});
  key_.prepare(hash_size_);

  const NumberContextPtr scratch(BN_CTX_new());
  const NumberPtr number = scratch ? digest_number(curve, digest, scratch.get()) : nullptr;
  Fixed<kMaxCoordinateSize> room{};
  const auto reduced = ByteSpan{room}.first(private_key.size());
  if (!number || !write_number(number.get(), reduced)) return failure();
  if (auto mixed = mix(std::byte{0}, private_key, reduced); !mixed) return mixed;
  return mix(std::byte{1}, private_key, reduced);
}

Result<void> DeterministicNonces::mix(std::byte step, ByteView private_key, ByteView digest) {
  const Fixed<1> separator{step};
  Fixed<64> next{};
  const WipeOnExit next_wiped{next};
  const auto key = ByteSpan{next}.first(hash_size_);
  if (auto done = hmac({value_.reveal(), separator, private_key, digest}, key); !done) return done;
  copy_bytes(key, key_.prepare(hash_size_));
  return next_value();
}

Result<void> DeterministicNonces::next_value() {
  Fixed<64> next{};
  const WipeOnExit next_wiped{next};
  const auto value = ByteSpan{next}.first(hash_size_);
  if (auto done = hmac({value_.reveal()}, value); !done) return done;
  copy_bytes(value, value_.prepare(hash_size_));
  return {};
}

Result<void> DeterministicNonces::hmac(std::initializer_list<ByteView> parts, ByteSpan out) {
  const MacPtr mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  const MacContextPtr context(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
  // OpenSSL takes the name as writable, and does not write it.
  const std::array parameters{
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(hash_), 0),
      OSSL_PARAM_construct_end()};
  const auto key = key_.reveal();
  if (!context || EVP_MAC_init(context.get(), raw(key), key.size(), parameters.data()) != 1) {
    return failure();
  }
  for (const auto part : parts) {
    if (EVP_MAC_update(context.get(), raw(part), part.size()) != 1) return failure();
  }
  std::size_t written = 0;
  const bool done = EVP_MAC_final(context.get(), raw_out(out), &written, out.size()) == 1 &&
                    written == out.size();
  if (!done) return failure();
  return {};
}

}  // namespace stsafe::crypto_openssl
