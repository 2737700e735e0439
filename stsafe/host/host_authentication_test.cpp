#include "stsafe/host/host_authentication.h"

#include <gtest/gtest.h>

#include "ports/crypto_openssl/openssl_crypto.h"
#include "stsafe/channel/agreement_signature.h"
#include "tests/support/bytes.h"
#include "tests/support/scripted_rng.h"

// The signatures of the documents are in tests/vectors.
namespace stsafe::host::host_authentication_test {
namespace {

using testing_support::hex;
using testing_support::join;

constexpr wire::PublicKeySlot kSlot{2};

class HostAuthenticationTest : public testing::Test {
 protected:
  HostAuthenticationTest() {
    std::ranges::fill(shares_.host_key.prepare(Curve::kX25519), std::byte{1});
    std::ranges::fill(shares_.device_key.prepare(Curve::kX25519), std::byte{2});
    rng_.add(Fixed<256>{std::byte{0x13}});
  }
  HostAuthentication authentication(Curve curve, HashAlgorithm algorithm) {
    return {{crypto_.signature(), crypto_.hash()}, {kSlot, curve, private_key_}, algorithm};
  }

  testing_support::ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  crypto::PrivateKey private_key_;
  PublicKey public_key_;
  KeyShares shares_;
};

TEST_F(HostAuthenticationTest, SignsWithEveryHashOnEveryCurveThatCan) {
  for (const auto curve : kAllCurves) {
    if (curve == Curve::kX25519) continue;
    rng_.add(Fixed<256>{std::byte{0x13}});
    ASSERT_TRUE(crypto_.signature().generate(curve, private_key_, public_key_));
    for (const auto algorithm : kAllHashAlgorithms) {
      auto by = authentication(curve, algorithm);
      rng_.add(Fixed<256>{std::byte{0x17}});
      const auto made = by.sign(shares_);
      ASSERT_TRUE(made);
      EXPECT_EQ(made->filler, 0);
      EXPECT_EQ(made->public_key_slot, kSlot);
      const auto hash = made->hash.bytes();
      EXPECT_EQ(hex(hash), curve == Curve::kEd25519 ? "" : hex(wire::hash_oid(algorithm)));
      channel::SignedData buffer{};
      const auto data = channel::signed_data(crypto_.hash(), curve, algorithm, shares_.host_key,
                                             shares_.device_key, buffer);
      ASSERT_TRUE(data);
      EXPECT_TRUE(crypto_.signature().verify(public_key_, crypto::EddsaVariant::kPure, *data,
                                             join({made->r.bytes(), made->s.bytes()})));
    }
  }
}

TEST_F(HostAuthenticationTest, CannotSignWithX25519) {
  auto by = authentication(Curve::kX25519, HashAlgorithm::kSha256);
  EXPECT_TRUE(by.sign(shares_).failed_with(UsageError::kUnsupportedCurve));
}

TEST_F(HostAuthenticationTest, PassesOnThatAKeyIsNone) {
  auto by = authentication(Curve::kNistP256, HashAlgorithm::kSha256);
  EXPECT_EQ(by.sign(shares_).error().layer(), Layer::kCrypto);
}

}  // namespace
}  // namespace stsafe::host::host_authentication_test
