#pragma once

#include <map>
#include <memory>
#include <vector>

#include "stsafe/crypto/ecdh.h"

namespace stsafe::hostile_bus {

/// The same key pairs in every run, and no agreement computed twice: thousands of runs need only a
/// handful of operations on the curve.
class PooledEcdh final : public crypto::Ecdh {
 public:
  explicit PooledEcdh(crypto::Ecdh& real) : real_(real) {}

  /// Starts again with the first key pair.
  void rewind() { next_ = 0; }

  Result<void> generate(Curve curve, crypto::PrivateKey& private_key,
                        PublicKey& public_key) override {
    auto& pool = pools_[curve];
    if (next_ == pool.size()) {
      pool.push_back(std::make_unique<Pair>());
      auto& fresh = *pool.back();
      if (auto made = real_.generate(curve, fresh.private_key, fresh.public_key); !made) {
        pool.pop_back();
        return made;
      }
    }
    const auto& pair = *pool[next_++];
    public_key = pair.public_key;
    return private_key.assign(pair.private_key.reveal());
  }

  Result<void> agree(const crypto::PrivateKey& private_key, const PublicKey& peer,
                     crypto::SharedSecret& secret) override {
    std::vector<std::byte> input(private_key.reveal().begin(), private_key.reveal().end());
    input.insert(input.end(), peer.raw().begin(), peer.raw().end());
    auto& known = agreed_[{peer.curve(), input}];
    if (!known) {
      auto fresh = std::make_unique<crypto::SharedSecret>();
      if (auto done = real_.agree(private_key, peer, *fresh); !done) return done;
      known = std::move(fresh);
    }
    return secret.assign(known->reveal());
  }

 private:
  struct Pair {
    crypto::PrivateKey private_key;
    PublicKey public_key;
  };

  crypto::Ecdh& real_;
  std::size_t next_ = 0;
  std::map<Curve, std::vector<std::unique_ptr<Pair>>> pools_;
  std::map<std::pair<Curve, std::vector<std::byte>>, std::unique_ptr<crypto::SharedSecret>> agreed_;
};

}  // namespace stsafe::hostile_bus
