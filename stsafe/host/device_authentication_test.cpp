#include "stsafe/host/device_authentication.h"

#include <gtest/gtest.h>

#include "ports/crypto_openssl/seeded_rng.h"
#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

class DeviceAuthenticationTest : public testing::Test {
 protected:
  PublicKey some_key(Curve curve) {
    crypto::PrivateKey private_key;
    PublicKey key;
    EXPECT_TRUE(crypto_.signature().generate(curve, private_key, key));
    return key;
  }
  /// A signature of the right size, which is none.
  void answer_signature(std::size_t size) {
    Bytes number(size, std::byte{0x01});
    number[0] = std::byte{0};
    const Fixed<2> length{std::byte{0}, static_cast<std::byte>(size)};
    chip_.next({.payload = join({length, number, length, number})});
  }

  ModelChip chip_;
  Device device_{chip_};
  crypto_openssl::SeededRng rng_{1, "authentication"};
  crypto_openssl::OpensslCrypto crypto_{rng_};
};

/// Calls itself convinced, or not.
class FixedVerdict final : public crypto::CertificateVerifier {
 public:
  explicit FixedVerdict(Result<PublicKey> verdict) : verdict_(verdict) {}
  Result<PublicKey> verify_chain(ByteView chain) override {
    seen = to_bytes(chain);
    return verdict_;
  }
  Bytes seen;

 private:
  Result<PublicKey> verdict_;
};

// Part 03, section 8.3: as long as the curve's numbers, but 64 bytes on P-521.
TEST_F(DeviceAuthenticationTest, ChallengesWithTheSizeOfTheCurve) {
  const std::vector<std::pair<Curve, std::size_t>> sizes{
      {Curve::kNistP256, 32},      {Curve::kNistP384, 48},      {Curve::kNistP521, 64},
      {Curve::kBrainpoolP256, 32}, {Curve::kBrainpoolP384, 48}, {Curve::kBrainpoolP512, 64},
      {Curve::kEd25519, 32}};
  for (const auto& [curve, size] : sizes) {
    Bytes challenge(size, std::byte{0xC5});
    testing_support::ScriptedRng random{challenge};
    answer_signature(coordinate_size(curve));
    EXPECT_TRUE(prove_private_key(device_, crypto_.signature(), random, wire::PrivateKeySlot{2},
                                  some_key(curve))
                    .failed_with(CryptoError::kNotAuthentic));
    EXPECT_TRUE(random.is_used_up());
    const Fixed<3> front{std::byte{2}, std::byte{0}, static_cast<std::byte>(size)};
    EXPECT_EQ(hex(chip_.payloads.back()), hex(join({front, challenge})));
  }
}

TEST_F(DeviceAuthenticationTest, NeedsACurveThatSigns) {
  PublicKey key;
  key.prepare(Curve::kX25519);
  EXPECT_TRUE(prove_private_key(device_, crypto_.signature(), rng_, kIdentitySlot, key)
                  .failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(DeviceAuthenticationTest, SendsNoChallengeThatIsNotRandom) {
  testing_support::ScriptedRng nothing;
  EXPECT_TRUE(prove_private_key(device_, crypto_.signature(), nothing, kIdentitySlot,
                                some_key(Curve::kNistP256))
                  .failed_with(CryptoError::kBackendFailed));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(DeviceAuthenticationTest, JudgesTheCertificateFirst) {
  const auto certificate = "3003 020107"_hex;
  FixedVerdict untrusted{CryptoError::kUntrustedCertificate};
  chip_.next({.payload = to_bytes(ByteView{certificate}.first(4))});
  chip_.next({.payload = to_bytes(certificate)});
  Fixed<100> room{};
  EXPECT_TRUE(authenticate_device(device_, {untrusted, crypto_.signature(), rng_}, room)
                  .failed_with(CryptoError::kUntrustedCertificate));
  EXPECT_EQ(hex(untrusted.seen), hex(certificate));
  EXPECT_EQ(chip_.count(0x16), 0U);
}

TEST_F(DeviceAuthenticationTest, DoesNotBelieveTheCertificateAlone) {
  FixedVerdict trusted{some_key(Curve::kNistP256)};
  chip_.next({.payload = to_bytes("30030201"_hex)});
  chip_.next({.payload = to_bytes("3003020107"_hex)});
  answer_signature(32);
  Fixed<100> room{};
  EXPECT_TRUE(authenticate_device(device_, {trusted, crypto_.signature(), rng_}, room)
                  .failed_with(CryptoError::kNotAuthentic));
  chip_.next({.payload = to_bytes("30030201"_hex)});
  chip_.next({.payload = to_bytes("3003020107"_hex)});
  chip_.next({.status = Status::kKeyNotFound});
  EXPECT_TRUE(authenticate_device(device_, {trusted, crypto_.signature(), rng_}, room)
                  .failed_with(Status::kKeyNotFound));
}

}  // namespace
}  // namespace stsafe::host
