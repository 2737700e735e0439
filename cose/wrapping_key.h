#pragma once

#include "stsafe/base/secret.h"
#include "stsafe/crypto/key_wrap.h"
#include "stsafe/host/local_envelope.h"

namespace stsafe::cose {

/// A key-encryption key for AES key wrap (RFC 3394), wherever it is.
class WrappingKey {
 public:
  /// 16 or 32 bytes.
  virtual std::size_t size() const = 0;
  /// Wraps 16 or 32 bytes. `wrapped` has crypto::kKeyWrapOverhead bytes more.
  virtual stsafe::Result<void> wrap(ByteView plain, ByteSpan wrapped) = 0;
  /// CryptoError::kNotAuthentic if this key did not wrap it; `plain` is then all zero or untouched.
  virtual stsafe::Result<void> unwrap(ByteView wrapped, ByteSpan plain) = 0;

 protected:
  ~WrappingKey() = default;
};

/// The key that a chip made for itself: nobody else can open what it wraps.
class LocalEnvelopeWrappingKey final : public WrappingKey {
 public:
  /// `type` is the one that it was generated with: wire::KeyType::kAes128 or kAes256.
  LocalEnvelopeWrappingKey(const host::LocalEnvelopeKey& key, wire::KeyType type)
      : key_(key), type_(type) {}

  std::size_t size() const override { return type_ == wire::KeyType::kAes128 ? 16 : 32; }
  stsafe::Result<void> wrap(ByteView plain, ByteSpan wrapped) override;
  stsafe::Result<void> unwrap(ByteView wrapped, ByteSpan plain) override;

 private:
  host::LocalEnvelopeKey key_;
  wire::KeyType type_;
};

/// A key in the memory of this program, for the peer of a chip, for example who publishes firmware.
class HostWrappingKey final : public WrappingKey {
 public:
  explicit HostWrappingKey(crypto::KeyWrap& key_wrap) : key_wrap_(&key_wrap) {}

  /// Takes a copy of the key. CryptoError::kInvalidKey unless it has 16 or 32 bytes.
  stsafe::Result<void> set_key(ByteView key);

  std::size_t size() const override { return key_.size(); }
  stsafe::Result<void> wrap(ByteView plain, ByteSpan wrapped) override;
  stsafe::Result<void> unwrap(ByteView wrapped, ByteSpan plain) override;

 private:
  crypto::KeyWrap* key_wrap_;
  Secret<32> key_;
};

}  // namespace stsafe::cose
