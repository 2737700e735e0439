#pragma once

#include <gtest/gtest.h>

#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/host/device.h"
#include "stsafe/host/nonce.h"
#include "tests/support/chip_transport.h"

namespace stsafe::testing_support {

/// A simulated chip with CCM* keys that the test knows, a host that talks to it, and nonces.
class SealingChip {
 public:
  static constexpr wire::Usage kAllUsages =
      wire::kEncrypt | wire::kDecrypt | wire::kEncryptChunks | wire::kDecryptChunks;

  /// Puts a key of 16 or 32 bytes into a slot. Before start().
  void put_key(std::uint8_t slot, ByteView key, std::size_t tag_size = 16,
               wire::Usage usage = kAllUsages) {
    auto& stored = chip_.stored().symmetric[slot];
    stored.present = true;
    stored.key = {.type = key.size() == 16 ? wire::KeyType::kAes128 : wire::KeyType::kAes256,
                  .usage = usage,
                  .parameter = static_cast<std::uint8_t>(tag_size)};
    ASSERT_TRUE(stored.value.assign(key));
  }
  void start() {
    chip_.start();
    ASSERT_TRUE(device_.initialise());
    ASSERT_TRUE(nonces_.start(rng_));
  }

  PreparedChip& chip() { return chip_; }
  ChipTransport& transport() { return transport_; }
  host::Device& device() { return device_; }
  host::NonceSequence& nonces() { return nonces_; }
  crypto::Rng& rng() { return rng_; }

 private:
  crypto_openssl::SeededRng rng_{1, "nonces"};
  PreparedChip chip_;
  ChipTransport transport_{chip_};
  host::Device device_{transport_};
  host::NonceSequence nonces_;
};

/// Gives one nonce, again and again: for bytes that somebody else has computed.
class OneNonce final : public host::NonceSource {
 public:
  explicit OneNonce(ByteView nonce) : nonce_(nonce.begin(), nonce.end()) {}
  Result<host::Nonce> next() override { return host::Nonce::chosen_by_caller(nonce_); }

 private:
  Bytes nonce_;
};

}  // namespace stsafe::testing_support
