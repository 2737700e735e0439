#include "stsafe/host/signature.h"

#include <gtest/gtest.h>

#include "tests/support/key_pairs.h"
#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using crypto::EddsaVariant;
using testing_support::Bytes;
using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr auto kX = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"_hex;
constexpr auto kY = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"_hex;

class SignatureTest : public testing::Test {
 protected:
  void next(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  Result<void> verify(const PublicKey& key, std::size_t signature_size = 64,
                      EddsaVariant variant = EddsaVariant::kPure) {
    return verify_signature(device_, key, variant, "72"_hex, Bytes(signature_size));
  }
  Result<PublicKey> decompress() {
    return decompress_public_key(device_, Curve::kNistP256, kX, true);
  }

  ModelChip chip_;
  Device device_{chip_};
  PublicKey p256_ = *PublicKey::from_raw(Curve::kNistP256, testing_support::kP256PublicKey);
  PublicKey ed25519_ = *PublicKey::from_raw(Curve::kEd25519, testing_support::kEd25519PublicKey);
};

TEST_F(SignatureTest, IsValidOnlyIfTheAnswerIsOne) {
  next("01"_hex);
  EXPECT_TRUE(verify(p256_));
  next("00"_hex);
  EXPECT_TRUE(verify(p256_).failed_with(CryptoError::kNotAuthentic));
  for (const auto& other : {"02"_hex, "80"_hex, "FF"_hex}) {
    next(other);
    EXPECT_TRUE(verify(p256_).failed_with(LinkError::kUnexpectedResponse));
  }
}

// U-30: the vendor's library leaves the old validity in place.
TEST_F(SignatureTest, IsNotValidIfTheAnswerIsMissing) {
  next({});
  EXPECT_TRUE(verify(p256_).failed_with(LinkError::kTruncated));
  next("01 00"_hex);
  EXPECT_TRUE(verify(p256_).failed_with(LinkError::kTrailingBytes));
}

TEST_F(SignatureTest, NamesTheVariantForEd25519Only) {
  const auto zeros = "0020" + std::string(64, '0');
  next("01"_hex);
  EXPECT_TRUE(verify(ed25519_, 64, EddsaVariant::kPrehashed));
  EXPECT_EQ(hex(chip_.payloads.at(0)),
            "0000032b65700020" + hex(ed25519_.raw()) + zeros + zeros + "01" + "000172");
  next("01"_hex);
  EXPECT_TRUE(verify(p256_, 64, EddsaVariant::kPrehashed));
  EXPECT_EQ(hex(chip_.payloads.at(1)),
            "0000082a8648ce3d030107040020" + hex(kX) + "0020" + hex(kY) + zeros + zeros + "000172");
}

TEST_F(SignatureTest, SendsNothingThatCannotWork) {
  EXPECT_TRUE(verify(p256_, 63).failed_with(UsageError::kWrongSize));
  const auto x25519 = *PublicKey::from_raw(Curve::kX25519, kX);
  EXPECT_TRUE(verify(x25519).failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(decompress_public_key(device_, Curve::kX25519, kX, true)
                  .failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(decompress_public_key(device_, Curve::kEd25519, kX, true)
                  .failed_with(UsageError::kUnsupportedCurve));
  EXPECT_TRUE(decompress_public_key(device_, Curve::kNistP384, kX, true)
                  .failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(SignatureTest, PassesStatusesOn) {
  chip_.next({.status = Status::kInvalidPublicKey});
  EXPECT_TRUE(verify(p256_).failed_with(Status::kInvalidPublicKey));
}

// Part 03, appendix A7.
TEST_F(SignatureTest, DecompressesPublicKeys) {
  next(kY);
  const auto key = decompress();
  ASSERT_TRUE(key);
  EXPECT_EQ(hex(key->raw()), hex(p256_.raw()));
  EXPECT_EQ(hex(chip_.payloads.at(0)), "00082a8648ce3d03010703" + hex(kX));
}

TEST_F(SignatureTest, RefusesAYOfAnotherSizeOrParity) {
  next(ByteView{kY}.first(31));
  EXPECT_TRUE(decompress().failed_with(LinkError::kUnexpectedResponse));
  auto even = kY;
  even.back() = std::byte{0x98};
  next(even);
  EXPECT_TRUE(decompress().failed_with(LinkError::kUnexpectedResponse));
  next({});
  EXPECT_TRUE(decompress().failed_with(LinkError::kUnexpectedResponse));
}

}  // namespace
}  // namespace stsafe::host
