#include <gtest/gtest.h>

#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/host/key_pair.h"
#include "stsafe/host/signature.h"
#include "tests/support/chip_transport.h"

namespace stsafe {
namespace {

using crypto::EddsaVariant;

/// A chip whose slot 1 has an Ed25519 key for digests, and a host with the same cryptography.
class PrehashedSignatures : public testing::Test {
 protected:
  PrehashedSignatures() {
    auto& slot = chip_.stored().private_keys[1];
    testing_support::put_ed25519_pair(slot.pair);
    slot.mode = {0x804D};
    chip_.start();
  }

  testing_support::PreparedChip chip_;
  testing_support::ChipTransport transport_{chip_};
  host::Device device_{transport_};
  crypto_openssl::SeededRng rng_{1, "pre-hashed signatures"};
  crypto_openssl::OpensslCrypto crypto_{rng_};
  const PublicKey chip_key_ =
      *PublicKey::from_raw(Curve::kEd25519, testing_support::kEd25519PublicKey);
  // SHA-512 of "abc" (FIPS 180-4).
  Fixed<64> digest_ =
      "DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F"_hex;
};

TEST_F(PrehashedSignatures, OfTheChipAreVerifiedByTheHost) {
  host::KeyPair pair{device_, wire::PrivateKeySlot{1}, Curve::kEd25519};
  Fixed<64> signature{};
  ASSERT_TRUE(pair.sign(digest_, signature));
  auto& verifier = crypto_.signature();
  EXPECT_TRUE(verifier.verify(chip_key_, EddsaVariant::kPrehashed, digest_, signature));
  EXPECT_TRUE(verifier.verify(chip_key_, EddsaVariant::kPure, digest_, signature)
                  .failed_with(CryptoError::kNotAuthentic));
  EXPECT_TRUE(pair.sign(ByteView{digest_}.first(63), signature)
                  .failed_with(Status::kInconsistentCommandData));
}

TEST_F(PrehashedSignatures, OfTheHostAreVerifiedByTheChip) {
  crypto::PrivateKey private_key;
  PublicKey key;
  ASSERT_TRUE(crypto_.signature().generate(Curve::kEd25519, private_key, key));
  Fixed<64> signature{};
  ASSERT_TRUE(crypto_.signature().sign(Curve::kEd25519, private_key, EddsaVariant::kPrehashed,
                                       digest_, signature));
  const auto verify = [&](const PublicKey& with, EddsaVariant variant) {
    return host::verify_signature(device_, with, variant, digest_, signature);
  };
  EXPECT_TRUE(verify(key, EddsaVariant::kPrehashed));
  EXPECT_TRUE(verify(key, EddsaVariant::kPure).failed_with(CryptoError::kNotAuthentic));
  EXPECT_TRUE(verify(chip_key_, EddsaVariant::kPrehashed).failed_with(CryptoError::kNotAuthentic));
  digest_.back() ^= std::byte{1};
  EXPECT_TRUE(verify(key, EddsaVariant::kPrehashed).failed_with(CryptoError::kNotAuthentic));
}

}  // namespace
}  // namespace stsafe
