#include "stsafe/host/gcm_key.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"
#include "tests/support/scripted_rng.h"

// Frames by hand, protocol part 02 sections 6.4 and 6.7.
namespace stsafe::host::gcm_key_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::SlotNumber kSlot{3};
constexpr auto kPlaintext = "A1A2A3"_hex;
constexpr auto kCiphertext = "C1C2C3"_hex;
constexpr auto kTag = "D1D2D3D4"_hex;

class GcmKeyTest : public testing::Test {
 protected:
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  Result<void> encrypt() { return key_.encrypt_with(iv_, "5A"_hex, kPlaintext, ciphertext_, tag_); }
  Result<void> decrypt() { return key_.decrypt(iv_, "5A"_hex, kCiphertext, kTag, plaintext_); }
  std::string last_payload() const { return hex(chip_.payloads.back()); }

  ModelChip chip_;
  Device device_{chip_};
  /// With tags of 4 bytes.
  GcmKey key_{device_, {.slot = kSlot, .key = {.mode = wire::KeyMode::kGcm, .parameter = 4}}};
  Iv iv_ = *Iv::chosen_by_caller("000102"_hex);
  Fixed<3> ciphertext_ = "EEEEEE"_hex;
  Fixed<4> tag_ = "EEEEEEEE"_hex;
  Fixed<3> plaintext_ = "EEEEEE"_hex;
};

TEST_F(GcmKeyTest, OpensTheKeyOfItsSlot) {
  answer("02 00 01 01 03 003C 10"_hex);
  const auto key = GcmKey::open(device_, wire::SlotNumber{1});
  ASSERT_TRUE(key);
  EXPECT_EQ(key->tag_size(), 16U);
}

TEST_F(GcmKeyTest, DoesNotOpenEmptySlotsAndOtherModes) {
  for (const auto& table : {to_bytes("02 00 00"_hex), to_bytes("02 00 01 01 00 000C 08 00"_hex),
                            to_bytes("02 00 01 00 02 000C"_hex)}) {
    answer(table);
    EXPECT_TRUE(
        GcmKey::open(device_, wire::SlotNumber{1}).failed_with(UsageError::kSlotHasNoSuchKey))
        << hex(table);
  }
}

TEST_F(GcmKeyTest, EncryptsWithTheIvOfItsCaller) {
  answer(join({kCiphertext, kTag}));
  ASSERT_TRUE(encrypt());
  EXPECT_EQ(last_payload(), "0203000300010200015a0003a1a2a3");
  EXPECT_EQ(ciphertext_, kCiphertext);
  EXPECT_EQ(tag_, kTag);
}

TEST_F(GcmKeyTest, EncryptsWithTheNextIvOfASequence) {
  testing_support::ScriptedRng rng{"A0A1A2A3A4A5A6A7A8"_hex};
  IvSequence ivs;
  EXPECT_TRUE(
      key_.encrypt(ivs, {}, kPlaintext, ciphertext_, tag_).failed_with(UsageError::kNotOpen));
  EXPECT_TRUE(chip_.log.empty());
  ASSERT_TRUE(ivs.start(rng));
  for (const auto* expected : {"a1a2a3a4a5a6a7a800000000", "a1a2a3a4a5a6a7a800000001"}) {
    answer(join({kCiphertext, kTag}));
    const auto used = key_.encrypt(ivs, {}, kPlaintext, ciphertext_, tag_);
    ASSERT_TRUE(used);
    EXPECT_EQ(hex(used->bytes()), expected);
    EXPECT_EQ(last_payload(), "0203000c" + std::string{expected} + "00000003a1a2a3");
  }
}

TEST_F(GcmKeyTest, RefusesSealedAnswersOfAnotherSize) {
  for (const auto& sealed : {join({kCiphertext, "D1D2D3"_hex}), join({kCiphertext, kTag, kTag})}) {
    answer(sealed);
    EXPECT_TRUE(encrypt().failed_with(LinkError::kUnexpectedResponse)) << hex(sealed);
  }
  EXPECT_EQ(ciphertext_, "EEEEEE"_hex);
  EXPECT_EQ(tag_, "EEEEEEEE"_hex);
}

// The length counts the message alone (T-14).
TEST_F(GcmKeyTest, Decrypts) {
  answer("01 A1A2A3"_hex);
  ASSERT_TRUE(decrypt());
  EXPECT_EQ(last_payload(), "0203000300010200015a0003c1c2c3d1d2d3d4");
  EXPECT_EQ(plaintext_, kPlaintext);
}

// T-4
TEST_F(GcmKeyTest, LeavesThePlaintextAloneWhenTheTagIsWrong) {
  for (const auto& failure :
       {to_bytes("00"_hex), to_bytes("00 000000"_hex), to_bytes("00 A1A2A3"_hex)}) {
    answer(failure);
    EXPECT_TRUE(decrypt().failed_with(CryptoError::kNotAuthentic)) << hex(failure);
    EXPECT_EQ(plaintext_, "EEEEEE"_hex);
  }
}

TEST_F(GcmKeyTest, RefusesOpenedAnswersOfAnotherShape) {
  for (const auto& wrong : {to_bytes("01"_hex), to_bytes("01 A1A2"_hex),
                            to_bytes("01 A1A2A3A4"_hex), to_bytes("02 A1A2A3"_hex)}) {
    answer(wrong);
    EXPECT_TRUE(decrypt().failed_with(LinkError::kUnexpectedResponse)) << hex(wrong);
    EXPECT_EQ(plaintext_, "EEEEEE"_hex);
  }
}

TEST_F(GcmKeyTest, ComputesAndVerifiesGmacs) {
  testing_support::ScriptedRng rng{"A0A1A2A3A4A5A6A7A8"_hex};
  IvSequence ivs;
  ASSERT_TRUE(ivs.start(rng));
  answer(kTag);
  ASSERT_TRUE(key_.compute_gmac(ivs, "AAAAAA"_hex, tag_));
  EXPECT_EQ(last_payload(), "0203000ca1a2a3a4a5a6a7a8000000000003aaaaaa0000");
  EXPECT_EQ(tag_, kTag);
  answer("01"_hex);
  EXPECT_TRUE(key_.verify_gmac(iv_, "AAAAAA"_hex, kTag));
  EXPECT_EQ(last_payload(), "020300030001020003aaaaaa0000d1d2d3d4");
  answer("00"_hex);
  EXPECT_TRUE(key_.verify_gmac(iv_, "AAAAAA"_hex, kTag).failed_with(CryptoError::kNotAuthentic));
}

TEST_F(GcmKeyTest, RefusesBuffersOfAnotherSize) {
  Fixed<5> buffer{};
  const ByteSpan span{buffer};
  for (const std::size_t wrong : {0U, 2U, 4U}) {
    EXPECT_TRUE(key_.encrypt_with(iv_, {}, kPlaintext, span.first(wrong), tag_)
                    .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(key_.decrypt(iv_, {}, kCiphertext, kTag, span.first(wrong))
                    .failed_with(UsageError::kWrongSize));
  }
  for (const std::size_t wrong : {0U, 3U, 5U}) {
    EXPECT_TRUE(key_.encrypt_with(iv_, {}, kPlaintext, ciphertext_, span.first(wrong))
                    .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(key_.decrypt(iv_, {}, kCiphertext, span.first(wrong), plaintext_)
                    .failed_with(UsageError::kWrongSize));
  }
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(GcmKeyTest, PassesStatusesOn) {
  chip_.next({.status = Status::kWrongKeyUsage});
  EXPECT_TRUE(encrypt().failed_with(Status::kWrongKeyUsage));
  chip_.next({.status = Status::kKeyNotFound});
  EXPECT_TRUE(decrypt().failed_with(Status::kKeyNotFound));
}

TEST(GcmKeyInfo, RefusesOptionsThatDoNotFitTogether) {
  const auto refused = [](const GcmKeyOptions& options) {
    return gcm_key_info(kSlot, options).failed_with(UsageError::kInconsistentKey);
  };
  EXPECT_TRUE(refused({.type = wire::KeyType::kGenericSecret}));
  EXPECT_TRUE(refused({.usage = wire::kEncrypt | wire::kDerive}));
  EXPECT_TRUE(refused({.lock = static_cast<wire::Lock>(3)}));
  EXPECT_FALSE(refused({.usage = wire::kEncryptChunks | wire::kDecryptChunks}));
}

TEST(GcmTagSize, TakesWhatGcmHasAndShortOnesOnlyIfAcknowledged) {
  EXPECT_EQ(GcmTagSize{}.bytes(), 16);
  for (std::size_t size = 0; size <= 17; ++size) {
    const bool is_one = size == 4 || size == 8 || (size >= 12 && size <= 16);
    EXPECT_EQ(bool{GcmTagSize::of(size, AcceptWeakTag{})}, is_one) << size;
    EXPECT_EQ(bool{GcmTagSize::of(size)}, is_one && size != 4) << size;
  }
  EXPECT_TRUE(GcmTagSize::of(4).failed_with(UsageError::kWeakTag));
  EXPECT_TRUE(GcmTagSize::of(10).failed_with(UsageError::kOutOfRange));
}

TEST(Iv, HasOneTo64Bytes) {
  EXPECT_TRUE(Iv::chosen_by_caller({}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(Iv::chosen_by_caller(Bytes(65)).failed_with(UsageError::kWrongSize));
  EXPECT_EQ(Iv::chosen_by_caller(Bytes(64))->bytes().size(), 64U);
}

}  // namespace
}  // namespace stsafe::host::gcm_key_test
