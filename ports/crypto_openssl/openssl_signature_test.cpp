#include "ports/crypto_openssl/openssl_signature.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "ports/crypto_openssl/openssl_hash.h"
#include "ports/crypto_openssl/seeded_rng.h"
#include "stsafe/base/hex.h"
#include "tests/support/scripted_rng.h"
#include "tests/vectors/crypto/vector_file.h"

namespace stsafe::crypto_openssl::openssl_signature_test {
namespace {

using crypto::EddsaVariant;
using testing_support::Bytes;
using testing_support::ScriptedRng;
using vectors::for_each_vector;
using vectors::Vector;

constexpr EddsaVariant kPure = EddsaVariant::kPure;
constexpr EddsaVariant kPrehashed = EddsaVariant::kPrehashed;

Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

/// What Ed25519ph signs of a message.
Bytes sha512_of(ByteView message) {
  OpensslHash hash;
  Bytes digest(64);
  const std::array parts{message};
  EXPECT_TRUE(hash.digest(HashAlgorithm::kSha512, parts, digest));
  return digest;
}

PublicKey public_key_of(Curve curve, ByteView raw) {
  const auto key = PublicKey::from_raw(curve, raw);
  EXPECT_TRUE(key);
  return key ? *key : PublicKey{};
}

class OpensslSignatureTest : public testing::Test {
 protected:
  Result<void> verify(Curve curve, ByteView key, ByteView data, ByteView signature,
                      EddsaVariant variant = kPure) {
    const auto verified = signature_.verify(public_key_of(curve, key), variant, data, signature);
    EXPECT_EQ(ERR_peek_error(), 0UL);
    return verified;
  }

  void check_result(Vector& vector, const Result<void>& verified) {
    SCOPED_TRACE(vector.text("comment"));
    const auto result = vector.text("result");
    if (result == "valid") {
      EXPECT_TRUE(verified);
    } else if (result == "invalid key") {
      EXPECT_TRUE(verified.failed_with(CryptoError::kInvalidKey));
    } else {
      EXPECT_EQ(result, "not authentic");
      EXPECT_TRUE(verified.failed_with(CryptoError::kNotAuthentic));
    }
  }

  SeededRng rng_{1, "signature test"};
  OpensslSignature signature_{rng_};
};

/// Checks generating, signing and verifying, with the vector's own nonce, and decompressing.
void check_ecdsa(Vector& vector) {
  const auto curve = vector.curve();
  const auto digest = vector.bytes("digest");
  const auto expected = vector.bytes("signature");
  ScriptedRng rng;
  rng.add(vector.bytes("private"));
  rng.add(vector.bytes("nonce"));
  OpensslSignature signature(rng);
  crypto::PrivateKey private_key;
  PublicKey public_key;
  ASSERT_TRUE(signature.generate(curve, private_key, public_key));
  EXPECT_EQ(copy_of(public_key.raw()), vector.bytes("public"));
  Bytes signed_with(expected.size());
  EXPECT_TRUE(signature.sign(curve, private_key, kPure, digest, signed_with));
  EXPECT_EQ(signed_with, expected);
  EXPECT_TRUE(signature.verify(public_key, kPure, digest, expected));

  const auto raw = public_key.raw();
  const bool y_is_odd = (raw.back() & std::byte{1}) != std::byte{0};
  PublicKey found;
  EXPECT_TRUE(signature.decompress(curve, raw.first(raw.size() / 2), y_is_odd, found));
  EXPECT_EQ(copy_of(found.raw()), copy_of(raw));
  EXPECT_TRUE(signature.decompress(curve, raw.first(raw.size() / 2), !y_is_odd, found));
  EXPECT_NE(copy_of(found.raw()), copy_of(raw));
  EXPECT_EQ(ERR_peek_error(), 0UL);
}

TEST_F(OpensslSignatureTest, SignsAndVerifiesAsPublished) {
  EXPECT_EQ(for_each_vector("ecdsa_rfc6979.json", check_ecdsa), 18);
  EXPECT_EQ(for_each_vector("ecdsa_computed.json",
                            [](Vector& vector) {
                              SCOPED_TRACE(vector.text("comment"));
                              check_ecdsa(vector);
                            }),
            48);
}

TEST_F(OpensslSignatureTest, VerifiesWhatDevicesHaveSigned) {
  const auto count = for_each_vector("ecdsa_devices.json", [&](Vector& vector) {
    SCOPED_TRACE(vector.text("comment"));
    EXPECT_TRUE(verify(vector.curve(), vector.bytes("public"), vector.bytes("digest"),
                       vector.bytes("signature")));
  });
  EXPECT_EQ(count, 4);
}

TEST_F(OpensslSignatureTest, HandlesTheEdgesOfEcdsa) {
  const auto count = for_each_vector("ecdsa_edge_cases.json", [&](Vector& vector) {
    check_result(vector, verify(vector.curve(), vector.bytes("public"), vector.bytes("digest"),
                                vector.bytes("signature")));
  });
  EXPECT_EQ(count, 110);
}

TEST_F(OpensslSignatureTest, SignsAndVerifiesWithEd25519AsPublished) {
  const auto count = for_each_vector("ed25519_rfc8032.json", [&](Vector& vector) {
    const auto message = vector.bytes("message");
    ScriptedRng rng(vector.bytes("private"));
    OpensslSignature signature(rng);
    crypto::PrivateKey private_key;
    PublicKey public_key;
    ASSERT_TRUE(signature.generate(Curve::kEd25519, private_key, public_key));
    EXPECT_EQ(copy_of(public_key.raw()), vector.bytes("public"));
    Bytes signed_with(64);
    EXPECT_TRUE(signature.sign(Curve::kEd25519, private_key, kPure, message, signed_with));
    EXPECT_EQ(signed_with, vector.bytes("signature"));
    EXPECT_TRUE(verify(Curve::kEd25519, public_key.raw(), message, signed_with));
  });
  EXPECT_EQ(count, 4);
}

TEST_F(OpensslSignatureTest, HandlesTheEdgesOfEd25519) {
  const auto count = for_each_vector("ed25519_edge_cases.json", [&](Vector& vector) {
    check_result(vector, verify(Curve::kEd25519, vector.bytes("public"), vector.bytes("message"),
                                vector.bytes("signature")));
  });
  EXPECT_EQ(count, 29);
}

/// Checks generating, signing and verifying with Ed25519ph.
void check_ed25519ph(Vector& vector) {
  const auto digest = sha512_of(vector.bytes("message"));
  const auto expected = vector.bytes("signature");
  ScriptedRng rng(vector.bytes("private"));
  OpensslSignature signature(rng);
  crypto::PrivateKey private_key;
  PublicKey public_key;
  ASSERT_TRUE(signature.generate(Curve::kEd25519, private_key, public_key));
  EXPECT_EQ(copy_of(public_key.raw()), vector.bytes("public"));
  Bytes signed_with(64);
  EXPECT_TRUE(signature.sign(Curve::kEd25519, private_key, kPrehashed, digest, signed_with));
  EXPECT_EQ(signed_with, expected);
  EXPECT_TRUE(signature.verify(public_key, kPrehashed, digest, expected));
}

TEST_F(OpensslSignatureTest, SignsAndVerifiesWithEd25519phAsPublished) {
  EXPECT_EQ(for_each_vector("ed25519ph_rfc8032.json", check_ed25519ph), 1);
  EXPECT_EQ(for_each_vector("ed25519ph_computed.json", check_ed25519ph), 8);
}

// The same edges as those of Ed25519, with the same results.
TEST_F(OpensslSignatureTest, HandlesTheEdgesOfEd25519ph) {
  const auto count = for_each_vector("ed25519ph_edge_cases.json", [&](Vector& vector) {
    check_result(vector,
                 verify(Curve::kEd25519, vector.bytes("public"), sha512_of(vector.bytes("message")),
                        vector.bytes("signature"), kPrehashed));
  });
  EXPECT_EQ(count, 30);
}

TEST_F(OpensslSignatureTest, RefusesEd25519phWithAnyBitFlipped) {
  const auto count = for_each_vector("ed25519ph_rfc8032.json", [&](Vector& vector) {
    vector.skip({"private"});
    const auto key = vector.bytes("public");
    auto digest = sha512_of(vector.bytes("message"));
    auto signature = vector.bytes("signature");
    const auto check_every_bit = [&](Bytes& flipped) {
      for (std::size_t bit = 0; bit < 8 * flipped.size(); ++bit) {
        flipped[bit / 8] ^= std::byte{1} << (bit % 8);
        EXPECT_TRUE(verify(Curve::kEd25519, key, digest, signature, kPrehashed)
                        .failed_with(CryptoError::kNotAuthentic))
            << bit;
        flipped[bit / 8] ^= std::byte{1} << (bit % 8);
      }
    };
    check_every_bit(signature);
    check_every_bit(digest);
    EXPECT_TRUE(verify(Curve::kEd25519, key, digest, signature, kPrehashed));
  });
  EXPECT_EQ(count, 1);
}

TEST_F(OpensslSignatureTest, KeepsEd25519AndEd25519phApart) {
  crypto::PrivateKey private_key;
  PublicKey public_key;
  ASSERT_TRUE(signature_.generate(Curve::kEd25519, private_key, public_key));
  const auto digest = sha512_of({});
  for (const auto& [with, other] : {std::pair{kPure, kPrehashed}, std::pair{kPrehashed, kPure}}) {
    Bytes signature(64);
    ASSERT_TRUE(signature_.sign(Curve::kEd25519, private_key, with, digest, signature));
    EXPECT_TRUE(signature_.verify(public_key, with, digest, signature));
    EXPECT_TRUE(signature_.verify(public_key, other, digest, signature)
                    .failed_with(CryptoError::kNotAuthentic));
  }
}

TEST_F(OpensslSignatureTest, WantsADigestOf64BytesForEd25519ph) {
  crypto::PrivateKey private_key;
  PublicKey public_key;
  ASSERT_TRUE(signature_.generate(Curve::kEd25519, private_key, public_key));
  Bytes out(64);
  for (const auto wrong : {0U, 32U, 63U, 65U}) {
    const Bytes digest(wrong);
    EXPECT_TRUE(signature_.sign(Curve::kEd25519, private_key, kPrehashed, digest, out)
                    .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(
        signature_.verify(public_key, kPrehashed, digest, out).failed_with(UsageError::kWrongSize));
  }
}

TEST_F(OpensslSignatureTest, FindsNoPointWhereThereIsNone) {
  const auto count = for_each_vector("ec_no_point.json", [&](Vector& vector) {
    SCOPED_TRACE(vector.text("comment"));
    for (const bool y_is_odd : {false, true}) {
      PublicKey key;
      EXPECT_TRUE(signature_.decompress(vector.curve(), vector.bytes("x"), y_is_odd, key)
                      .failed_with(CryptoError::kInvalidKey));
    }
    EXPECT_EQ(ERR_peek_error(), 0UL);
  });
  EXPECT_EQ(count, 12);
}

TEST_F(OpensslSignatureTest, DrawsANewNonceForEverySignature) {
  for (const auto curve : kAllCurves) {
    if (!can_sign(curve) || curve == Curve::kEd25519) continue;
    crypto::PrivateKey private_key;
    PublicKey public_key;
    ASSERT_TRUE(signature_.generate(curve, private_key, public_key));
    const Bytes digest(32, std::byte{0x5A});
    Bytes first(2 * coordinate_size(curve));
    Bytes second(first.size());
    ASSERT_TRUE(signature_.sign(curve, private_key, kPure, digest, first));
    ASSERT_TRUE(signature_.sign(curve, private_key, kPure, digest, second));
    EXPECT_NE(first, second);
    EXPECT_TRUE(signature_.verify(public_key, kPure, digest, first));
    EXPECT_TRUE(signature_.verify(public_key, kPure, digest, second));
  }
}

// With private key 1, nonce 1 and digest -R modulo the order, S would be 0.
TEST_F(OpensslSignatureTest, NeverAnswersANumberThatIsZero) {
  Bytes one(32);
  one.back() = std::byte{1};
  ScriptedRng rng;
  rng.add(one);
  rng.add(one);
  OpensslSignature signature(rng);
  crypto::PrivateKey private_key;
  PublicKey public_key;
  ASSERT_TRUE(signature.generate(Curve::kNistP256, private_key, public_key));
  const auto digest = "94e82e0c1ed3bdb90743191a9c5bbf0d45e37d2c792c6ae3ff18917d23ca62bb"_hex;
  Bytes out(64);
  EXPECT_TRUE(signature.sign(Curve::kNistP256, private_key, kPure, digest, out)
                  .failed_with(CryptoError::kBackendFailed));
}

TEST_F(OpensslSignatureTest, PassesOnWhatTheRandomSourceReports) {
  ScriptedRng rng;
  OpensslSignature signature(rng);
  for (const auto curve : {Curve::kNistP384, Curve::kEd25519}) {
    crypto::PrivateKey private_key;
    PublicKey public_key;
    EXPECT_TRUE(signature.generate(curve, private_key, public_key)
                    .failed_with(CryptoError::kBackendFailed));
    EXPECT_TRUE(private_key.empty());
  }
  crypto::PrivateKey private_key;
  PublicKey public_key;
  ASSERT_TRUE(signature_.generate(Curve::kNistP384, private_key, public_key));
  Bytes out(96);
  EXPECT_TRUE(signature.sign(Curve::kNistP384, private_key, kPure, Bytes(48), out)
                  .failed_with(CryptoError::kBackendFailed));
}

TEST_F(OpensslSignatureTest, RefusesCurvesThatCannot) {
  crypto::PrivateKey private_key;
  PublicKey public_key;
  Bytes out(64);
  EXPECT_TRUE(signature_.generate(Curve::kX25519, private_key, public_key)
                  .failed_with(CryptoError::kUnsupported));
  EXPECT_TRUE(signature_.sign(Curve::kX25519, private_key, kPure, {}, out)
                  .failed_with(CryptoError::kUnsupported));
  EXPECT_TRUE(verify(Curve::kX25519, Bytes(32), {}, out).failed_with(CryptoError::kUnsupported));
  for (const auto curve : {Curve::kX25519, Curve::kEd25519}) {
    EXPECT_TRUE(signature_.decompress(curve, Bytes(32), false, public_key)
                    .failed_with(CryptoError::kUnsupported));
  }
}

TEST_F(OpensslSignatureTest, RefusesKeysSignaturesAndCoordinatesOfAnotherSize) {
  for (const auto curve : kAllCurves) {
    if (!can_sign(curve)) continue;
    const auto size = coordinate_size(curve);
    crypto::PrivateKey private_key;
    PublicKey public_key;
    ASSERT_TRUE(signature_.generate(curve, private_key, public_key));
    for (const auto wrong : {std::size_t{0}, 2 * size - 1, 2 * size + 1}) {
      Bytes out(wrong);
      EXPECT_TRUE(signature_.sign(curve, private_key, kPure, Bytes(32), out)
                      .failed_with(UsageError::kWrongSize));
      EXPECT_TRUE(
          signature_.verify(public_key, kPure, Bytes(32), out).failed_with(UsageError::kWrongSize));
    }
    Bytes out(2 * size);
    crypto::PrivateKey other;
    ASSERT_TRUE(other.assign(private_key.reveal().first(size - 1)));
    EXPECT_TRUE(
        signature_.sign(curve, other, kPure, Bytes(32), out).failed_with(CryptoError::kInvalidKey));
    if (is_curve25519_family(curve)) continue;
    EXPECT_TRUE(signature_.decompress(curve, Bytes(size - 1), false, public_key)
                    .failed_with(UsageError::kWrongSize));
    ASSERT_TRUE(other.assign(Bytes(size)));
    EXPECT_TRUE(
        signature_.sign(curve, other, kPure, Bytes(32), out).failed_with(CryptoError::kInvalidKey));
  }
}

}  // namespace
}  // namespace stsafe::crypto_openssl::openssl_signature_test
