#pragma once

#include <vector>

#include "stsafe/crypto/ecdh.h"
#include "stsafe/crypto/hkdf.h"

namespace stsafe::bus_secrecy {

using Secrets = std::vector<std::vector<std::byte>>;

/// Notes private keys and shared secrets.
class RecordingEcdh final : public crypto::Ecdh {
 public:
  RecordingEcdh(crypto::Ecdh& real, Secrets& notes) : real_(real), notes_(notes) {}

  Result<void> generate(Curve curve, crypto::PrivateKey& private_key,
                        PublicKey& public_key) override {
    const auto done = real_.generate(curve, private_key, public_key);
    note(private_key.reveal());
    return done;
  }
  Result<void> agree(const crypto::PrivateKey& private_key, const PublicKey& peer,
                     crypto::SharedSecret& secret) override {
    const auto done = real_.agree(private_key, peer, secret);
    note(secret.reveal());
    return done;
  }

 private:
  void note(ByteView secret) { notes_.emplace_back(secret.begin(), secret.end()); }

  crypto::Ecdh& real_;
  Secrets& notes_;
};

/// Notes what is derived: base KEK, then working KEK.
class RecordingHkdf final : public crypto::Hkdf {
 public:
  RecordingHkdf(crypto::Hkdf& real, Secrets& notes) : real_(real), notes_(notes) {}

  Result<void> derive(ByteView salt, ByteView input_key, ByteView info, ByteSpan out) override {
    const auto done = real_.derive(salt, input_key, info, out);
    notes_.emplace_back(out.begin(), out.end());
    return done;
  }

 private:
  crypto::Hkdf& real_;
  Secrets& notes_;
};

}  // namespace stsafe::bus_secrecy
