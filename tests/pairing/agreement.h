#pragma once

#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/host/host_keys.h"
#include "tests/support/chip_transport.h"

namespace stsafe {

/// A chip, and a host that can agree with it.
class Agreement {
  crypto_openssl::SeededRng rng_{1, "pairing"};
  crypto::PrivateKey signing_key_;

 public:
  using Fate = testing_support::ChipTransport::Fate;
  static constexpr wire::PublicKeySlot kSigningSlot{1};

  explicit Agreement(const sim::Choices& choices = {}) : chip(choices) {
    Fixed<4096> bytes{};
    EXPECT_TRUE(rng_.fill(bytes));
    chip.rng().add(bytes);
  }

  host::KekCrypto kek() { return {crypto.ecdh(), crypto.hkdf(), crypto.key_wrap()}; }

  /// A signing key, whose public key the chip has in slot 1.
  host::HostAuthentication authentication(Curve curve) {
    auto& slot = chip.stored().public_keys[kSigningSlot.raw()];
    slot.flags = wire::kAllPublicKeyFlags;
    slot.present = true;
    EXPECT_TRUE(crypto.signature().generate(curve, signing_key_, slot.key));
    return {{crypto.signature(), crypto.hash()}, {kSigningSlot, curve, signing_key_}};
  }

  testing_support::PreparedChip chip;
  testing_support::ChipTransport transport{chip};
  host::Device device{transport};
  crypto_openssl::OpensslCrypto crypto{rng_};
};

}  // namespace stsafe
