#include "ports/crypto_openssl/openssl_ecdh.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <algorithm>

#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/base/hex.h"
#include "tests/support/scripted_rng.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl {
namespace {

using testing_support::Bytes;
using testing_support::ScriptedRng;
using vectors::for_each_vector;
using vectors::Vector;

/// Gives the same byte for ever.
class ConstantRng final : public crypto::Rng {
 public:
  explicit ConstantRng(std::byte value) : value_(value) {}

  Result<void> fill(ByteSpan out) override {
    std::ranges::fill(out, value_);
    ++num_fills;
    return {};
  }
  int num_fills = 0;

 private:
  std::byte value_;
};

PublicKey public_key_of(Curve curve, ByteView raw) {
  const auto key = PublicKey::from_raw(curve, raw);
  EXPECT_TRUE(key);
  return key ? *key : PublicKey{};
}

Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

/// Draws `private_key`, and returns the public key that belongs to it.
Bytes public_from(Curve curve, const Bytes& private_key) {
  ScriptedRng rng(private_key);
  OpensslEcdh ecdh(rng);
  crypto::PrivateKey drawn;
  PublicKey public_key;
  EXPECT_TRUE(ecdh.generate(curve, drawn, public_key));
  EXPECT_EQ(copy_of(drawn.reveal()), private_key);
  EXPECT_EQ(public_key.curve(), curve);
  return copy_of(public_key.raw());
}

class OpensslEcdhTest : public testing::Test {
 protected:
  Result<void> agree(Curve curve, ByteView private_key, ByteView peer) {
    crypto::PrivateKey key;
    EXPECT_TRUE(key.assign(private_key));
    return ecdh_.agree(key, public_key_of(curve, peer), secret_);
  }

  void check(Vector& vector) {
    const auto curve = vector.curve();
    const auto private_key = vector.bytes("private");
    EXPECT_EQ(public_from(curve, private_key), vector.bytes("public"));

    const auto agreed = agree(curve, private_key, vector.bytes("peer"));
    EXPECT_EQ(ERR_peek_error(), 0UL);
    if (!vector.is_valid()) {
      EXPECT_TRUE(agreed.failed_with(CryptoError::kInvalidKey));
      EXPECT_TRUE(secret_.empty());
      return;
    }
    EXPECT_TRUE(agreed);
    EXPECT_EQ(copy_of(secret_.reveal()), vector.bytes("shared"));
  }

  SeededRng rng_{1, "ecdh test"};
  OpensslEcdh ecdh_{rng_};
  crypto::SharedSecret secret_;
};

TEST_F(OpensslEcdhTest, AgreesWithThePublishedVectors) {
  const auto check_vector = [&](Vector& vector) { check(vector); };
  EXPECT_EQ(for_each_vector("ecdh_rfc5903.json", check_vector), 6);
  EXPECT_EQ(for_each_vector("ecdh_rfc7027.json", check_vector), 6);
  EXPECT_EQ(for_each_vector("ecdh_cavs.json", check_vector), 132);
  EXPECT_EQ(for_each_vector("x25519_rfc7748.json", check_vector), 5);
}

TEST_F(OpensslEcdhTest, HandlesTheEdgesOfEveryCurve) {
  const auto check_vector = [&](Vector& vector) {
    SCOPED_TRACE(vector.text("comment"));
    check(vector);
  };
  EXPECT_EQ(for_each_vector("ecdh_edge_cases.json", check_vector), 113);
  EXPECT_EQ(for_each_vector("x25519_edge_cases.json", check_vector), 21);
}

// RFC 7748, section 5.2.
TEST_F(OpensslEcdhTest, IteratesX25519AThousandTimes) {
  auto k = "0900000000000000000000000000000000000000000000000000000000000000"_hex;
  auto u = k;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(agree(Curve::kX25519, k, u));
    u = k;
    copy_bytes(secret_.reveal(), k);
  }
  EXPECT_EQ(k, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"_hex);
}

TEST_F(OpensslEcdhTest, MakesPairsThatAgreeOnEveryCurve) {
  for (const auto curve : kAllCurves) {
    if (!can_agree(curve)) continue;
    crypto::PrivateKey private_a;
    crypto::PrivateKey private_b;
    PublicKey public_a;
    PublicKey public_b;
    ASSERT_TRUE(ecdh_.generate(curve, private_a, public_a));
    ASSERT_TRUE(ecdh_.generate(curve, private_b, public_b));
    crypto::SharedSecret secret_b;
    ASSERT_TRUE(ecdh_.agree(private_a, public_b, secret_));
    ASSERT_TRUE(ecdh_.agree(private_b, public_a, secret_b));
    EXPECT_EQ(secret_.size(), coordinate_size(curve));
    EXPECT_EQ(copy_of(secret_.reveal()), copy_of(secret_b.reveal()));
  }
}

// T-21: in the vendor's example platform the X25519 key pair is a constant.
TEST_F(OpensslEcdhTest, MakesAnotherPairEachTime) {
  for (const auto curve : {Curve::kX25519, Curve::kNistP256}) {
    crypto::PrivateKey private_key;
    PublicKey first;
    PublicKey second;
    ASSERT_TRUE(ecdh_.generate(curve, private_key, first));
    ASSERT_TRUE(ecdh_.generate(curve, private_key, second));
    EXPECT_NE(copy_of(first.raw()), copy_of(second.raw()));
  }
}

TEST_F(OpensslEcdhTest, TakesPrivateKeysBetweenZeroAndTheOrderOnly) {
  const auto count = for_each_vector("curve_orders.json", [&](Vector& vector) {
    const auto curve = vector.curve();
    const auto order = vector.bytes("order");
    const auto peer = vector.bytes("generator");
    const Bytes zero(order.size());

    EXPECT_TRUE(agree(curve, zero, peer).failed_with(CryptoError::kInvalidKey));
    EXPECT_TRUE(agree(curve, order, peer).failed_with(CryptoError::kInvalidKey));
    EXPECT_TRUE(agree(curve, Bytes(order.size(), std::byte{0xFF}), peer)
                    .failed_with(CryptoError::kInvalidKey));
    EXPECT_TRUE(agree(curve, vector.bytes("order_minus_1"), peer));
    vector.skip({"minus_generator"});
  });
  EXPECT_EQ(count, 6);
}

TEST_F(OpensslEcdhTest, DrawsAgainUntilThePrivateKeyIsInRange) {
  const auto count = for_each_vector("curve_orders.json", [&](Vector& vector) {
    const auto curve = vector.curve();
    const auto order = vector.bytes("order");
    const auto last = vector.bytes("order_minus_1");
    Bytes drawn(order.size());
    drawn.insert(drawn.end(), order.begin(), order.end());
    drawn.insert(drawn.end(), last.begin(), last.end());

    ScriptedRng rng(drawn);
    OpensslEcdh ecdh(rng);
    crypto::PrivateKey private_key;
    PublicKey public_key;
    EXPECT_TRUE(ecdh.generate(curve, private_key, public_key));
    EXPECT_TRUE(rng.is_used_up());
    EXPECT_EQ(copy_of(private_key.reveal()), last);
    EXPECT_EQ(copy_of(public_key.raw()), vector.bytes("minus_generator"));
    vector.skip({"generator"});
  });
  EXPECT_EQ(count, 6);
}

TEST_F(OpensslEcdhTest, KeepsOnlyTheLowestBitOfTheFirstByteForP521) {
  Bytes drawn(66, std::byte{0x11});
  drawn.front() = std::byte{0xFE};
  ScriptedRng rng(drawn);
  OpensslEcdh ecdh(rng);
  crypto::PrivateKey private_key;
  PublicKey public_key;
  ASSERT_TRUE(ecdh.generate(Curve::kNistP521, private_key, public_key));
  drawn.front() = std::byte{0x00};
  EXPECT_EQ(copy_of(private_key.reveal()), drawn);
}

TEST_F(OpensslEcdhTest, GivesUpOnARandomSourceThatIsStuck) {
  for (const auto curve : {Curve::kNistP256, Curve::kNistP521, Curve::kBrainpoolP512}) {
    ConstantRng rng(std::byte{0x00});
    OpensslEcdh ecdh(rng);
    crypto::PrivateKey private_key;
    PublicKey public_key;
    EXPECT_TRUE(
        ecdh.generate(curve, private_key, public_key).failed_with(CryptoError::kBackendFailed));
    EXPECT_TRUE(private_key.empty());
    EXPECT_EQ(rng.num_fills, 128);
  }
}

TEST_F(OpensslEcdhTest, PassesOnWhatTheRandomSourceReports) {
  ScriptedRng rng;
  OpensslEcdh ecdh(rng);
  for (const auto curve : {Curve::kNistP256, Curve::kX25519}) {
    crypto::PrivateKey private_key;
    PublicKey public_key;
    EXPECT_TRUE(
        ecdh.generate(curve, private_key, public_key).failed_with(CryptoError::kBackendFailed));
    EXPECT_TRUE(private_key.empty());
  }
}

TEST_F(OpensslEcdhTest, RefusesEd25519) {
  crypto::PrivateKey private_key;
  PublicKey public_key;
  EXPECT_TRUE(ecdh_.generate(Curve::kEd25519, private_key, public_key)
                  .failed_with(CryptoError::kUnsupported));
  EXPECT_TRUE(agree(Curve::kEd25519, Bytes(32), Bytes(32)).failed_with(CryptoError::kUnsupported));
}

TEST_F(OpensslEcdhTest, RefusesPrivateKeysOfAnotherSize) {
  for (const auto curve : kAllCurves) {
    if (!can_agree(curve)) continue;
    crypto::PrivateKey own;
    PublicKey peer;
    ASSERT_TRUE(ecdh_.generate(curve, own, peer));
    for (std::size_t size = 0; size <= kMaxCoordinateSize; ++size) {
      if (size == coordinate_size(curve)) continue;
      const Bytes key(size, std::byte{0x01});
      EXPECT_TRUE(agree(curve, key, peer.raw()).failed_with(CryptoError::kInvalidKey)) << size;
      EXPECT_TRUE(secret_.empty());
    }
  }
}

TEST_F(OpensslEcdhTest, RefusesAPeerWithAnyBitOfACoordinateChanged) {
  for (const auto curve : kAllCurves) {
    if (is_curve25519_family(curve)) continue;
    crypto::PrivateKey own;
    PublicKey peer;
    ASSERT_TRUE(ecdh_.generate(curve, own, peer));
    auto raw = copy_of(peer.raw());
    for (std::size_t bit = 0; bit < 8 * raw.size(); ++bit) {
      const auto mask = std::byte{1} << (bit % 8);
      raw[bit / 8] ^= mask;
      EXPECT_TRUE(agree(curve, own.reveal(), raw).failed_with(CryptoError::kInvalidKey)) << bit;
      raw[bit / 8] ^= mask;
    }
  }
}

}  // namespace
}  // namespace stsafe::crypto_openssl
