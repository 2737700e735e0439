#pragma once

#include "stsafe/host/nonce.h"

namespace stsafe::host {

/// The bytes that make an encryption with GCM unique. Used twice under one key, an IV gives away
/// the difference of two messages and the key of all tags: prefer an IvSequence.
class Iv {
 public:
  /// Longer ones are hashed by GCM and gain nothing.
  static constexpr std::size_t kMaxSize = 64;

  /// Takes an IV that the caller vouches for: never used with this key before, or received with a
  /// message to decrypt. UsageError::kWrongSize unless it has 1 to 64 bytes.
  static Result<Iv> chosen_by_caller(ByteView bytes) {
    if (bytes.empty() || bytes.size() > kMaxSize) return UsageError::kWrongSize;
    Iv iv;
    copy_bytes(bytes, iv.bytes_);
    iv.size_ = bytes.size();
    return iv;
  }

  ByteView bytes() const { return ByteView{bytes_}.first(size_); }
  friend bool operator==(const Iv&, const Iv&) = default;

 private:
  Iv() = default;
  Fixed<kMaxSize> bytes_{};
  std::size_t size_ = 0;
};

/// IVs of 12 bytes that do not repeat: eight random bytes drawn once, then a four-byte counter from
/// zero. Refuses to wrap after 2³² IVs. Two sequences under one key collide with a probability of
/// 2⁻⁶⁴ per pair. Not copyable: a copy would repeat IVs.
class IvSequence {
 public:
  static constexpr std::size_t kIvSize = 12;

  /// Draws a fresh random part. To be called once, before next().
  Result<void> start(crypto::Rng& rng) { return nonces_.start(rng); }
  /// The next IV. UsageError::kNotOpen before start(), kNonceExhausted at the end.
  Result<Iv> next() {
    const auto nonce = nonces_.next();
    if (!nonce) return nonce.error();
    return Iv::chosen_by_caller(ByteView{nonce->bytes()}.last(kIvSize));
  }

 private:
  NonceSequence nonces_;
};

}  // namespace stsafe::host
