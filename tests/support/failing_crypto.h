#pragma once

#include <optional>

#include "ports/crypto_openssl/openssl_crypto.h"

namespace stsafe::testing_support {

/// Counts the calls of a cryptographic backend and fails one of them.
class Countdown {
 public:
  /// The n-th call from now on fails; the first is number 1.
  void fail_at(int n) { left_ = n; }
  void never_fail() { left_.reset(); }
  /// True if a call has failed since then.
  bool has_failed() const { return left_ && *left_ <= 0; }

  bool strikes() { return left_ && --*left_ == 0; }

 private:
  std::optional<int> left_;
};

/// A backend of which one call fails.
class FailingCrypto {
 public:
  FailingCrypto(crypto_openssl::OpensslCrypto& real, Countdown& countdown)
      : aes_(real, countdown),
        cmac_(real, countdown),
        key_wrap_(real, countdown),
        hkdf_(real, countdown),
        ecdh_(real, countdown) {}

  crypto::Aes& aes() { return aes_; }
  crypto::Cmac& cmac() { return cmac_; }
  crypto::KeyWrap& key_wrap() { return key_wrap_; }
  crypto::Hkdf& hkdf() { return hkdf_; }
  crypto::Ecdh& ecdh() { return ecdh_; }

 private:
  struct Part {
    Part(crypto_openssl::OpensslCrypto& backend, Countdown& counter)
        : real(backend), countdown(counter) {}
    crypto_openssl::OpensslCrypto& real;
    Countdown& countdown;
  };

  class FailingAes final : public crypto::Aes, Part {
   public:
    using Part::Part;
    Result<void> encrypt_block(ByteView key, crypto::AesBlock& block) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.aes().encrypt_block(key, block);
    }
    Result<void> cbc_encrypt(ByteView key, const crypto::AesBlock& iv, ByteSpan data) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.aes().cbc_encrypt(key, iv, data);
    }
    Result<void> cbc_decrypt(ByteView key, const crypto::AesBlock& iv, ByteSpan data) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.aes().cbc_decrypt(key, iv, data);
    }
  };

  class FailingCmac final : public crypto::Cmac, Part {
   public:
    using Part::Part;
    Result<void> compute(ByteView key, std::span<const ByteView> parts,
                         crypto::AesBlock& mac) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.cmac().compute(key, parts, mac);
    }
  };

  class FailingKeyWrap final : public crypto::KeyWrap, Part {
   public:
    using Part::Part;
    Result<void> wrap(ByteView kek, ByteView plain, ByteSpan wrapped) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.key_wrap().wrap(kek, plain, wrapped);
    }
    Result<void> unwrap(ByteView kek, ByteView wrapped, ByteSpan plain) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.key_wrap().unwrap(kek, wrapped, plain);
    }
  };

  class FailingHkdf final : public crypto::Hkdf, Part {
   public:
    using Part::Part;
    Result<void> derive(ByteView salt, ByteView input_key, ByteView info, ByteSpan out) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.hkdf().derive(salt, input_key, info, out);
    }
  };

  class FailingEcdh final : public crypto::Ecdh, Part {
   public:
    using Part::Part;
    Result<void> generate(Curve curve, crypto::PrivateKey& private_key,
                          PublicKey& public_key) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.ecdh().generate(curve, private_key, public_key);
    }
    Result<void> agree(const crypto::PrivateKey& private_key, const PublicKey& peer,
                       crypto::SharedSecret& secret) override {
      if (countdown.strikes()) return CryptoError::kBackendFailed;
      return real.ecdh().agree(private_key, peer, secret);
    }
  };

  FailingAes aes_;
  FailingCmac cmac_;
  FailingKeyWrap key_wrap_;
  FailingHkdf hkdf_;
  FailingEcdh ecdh_;
};

}  // namespace stsafe::testing_support
