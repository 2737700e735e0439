#pragma once

#include "stsafe/crypto/rng.h"
#include "stsafe/host/security_level.h"
#include "stsafe/wire/commands/ccm_star.h"

namespace stsafe::host {

/// The 13 bytes that make an encryption unique. Used twice under one key, a nonce gives away the
/// difference of two messages and lets tags be forged: prefer a NonceSequence.
class Nonce {
 public:
  static constexpr std::size_t kSize = wire::kCcmStarNonceSize;

  /// Takes a nonce that the caller vouches for: never used with this key before, or received with
  /// a message to decrypt. UsageError::kWrongSize unless it has 13 bytes.
  static Result<Nonce> chosen_by_caller(ByteView bytes) {
    if (bytes.size() != kSize) return UsageError::kWrongSize;
    Nonce nonce;
    copy_bytes(bytes, nonce.bytes_);
    return nonce;
  }

  /// The nonce of a frame of IEEE 802.15.4 (2006, 7.6.3.2): the sender's extended address, most
  /// significant byte first (which a frame sends last), the frame counter and the security level.
  /// It is used once if the sender never secures two frames under one key with the same counter.
  static Nonce ieee802154(const Fixed<8>& extended_address, std::uint32_t frame_counter,
                          SecurityLevel level);

  const Fixed<kSize>& bytes() const { return bytes_; }
  friend bool operator==(const Nonce&, const Nonce&) = default;

 private:
  // NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor): it is final, see below
  friend class NonceSequence;
  friend class CcmStarKey;
  Nonce() = default;
  Fixed<kSize> bytes_{};
};

/// Where the nonces of new messages come from. Each is given out once, for all keys and users that
/// the source is for.
class NonceSource {
 public:
  /// The next nonce. UsageError::kNonceExhausted if there are no more.
  virtual Result<Nonce> next() = 0;

 protected:
  ~NonceSource() = default;
};

/// Where the counters of new messages come from, in protocols that make nonces of them. Each number
/// is given out once for a key, ever.
class CounterSource {
 public:
  /// The next number. UsageError::kNonceExhausted if there are no more.
  virtual Result<std::uint32_t> next() = 0;

 protected:
  ~CounterSource() = default;
};

/// Nonces that do not repeat as long as this object lives: nine random bytes drawn once, then a
/// four-byte counter from zero. Refuses to wrap after 2³² nonces. Two sequences, of one or of two
/// devices that share a key, collide with a probability of 2⁻⁷² per pair. Not copyable: a copy
/// would repeat nonces.
class NonceSequence final : public NonceSource {
 public:
  NonceSequence() = default;
  NonceSequence(const NonceSequence&) = delete;
  NonceSequence& operator=(const NonceSequence&) = delete;

  /// Draws a fresh random part. To be called once, before next().
  Result<void> start(crypto::Rng& rng);
  /// UsageError::kNotOpen before start(), kNonceExhausted at the end.
  Result<Nonce> next() override;

 private:
  static constexpr std::size_t kRandomSize = 9;
  static constexpr std::uint64_t kEnd = std::uint64_t{1} << 32;

  Nonce current_{};
  std::uint64_t next_ = kEnd;
  bool started_ = false;
};

}  // namespace stsafe::host
