#include "stsafe/host/hkdf_key.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host::hkdf_key_test {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::SlotNumber kSlot{4};
constexpr auto kSalt = "01020304"_hex;
constexpr auto kApp = "617070"_hex;
constexpr auto kKey = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr wire::KeyDescription kCcmStarKey{.usage = wire::kEncrypt | wire::kDecrypt,
                                           .parameter = 4};

class HkdfKeyTest : public testing::Test {
 protected:
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  std::string sent() { return hex(chip_.payloads.back()); }

  ModelChip chip_;
  Device device_{chip_};
  HkdfKey secret_{device_, kSlot};
  Fixed<16> key_{};
};

TEST_F(HkdfKeyTest, OpensASecretForDerivation) {
  answer("05 00 00 00 00 01 02 04 0040"_hex);
  EXPECT_TRUE(HkdfKey::open(device_, kSlot));
  answer("05 00 00 00 00 01 02 05 0003"_hex);
  EXPECT_TRUE(HkdfKey::open(device_, kSlot).failed_with(UsageError::kSlotHasNoSuchKey));
  answer("05 00 00 00 00 00"_hex);
  EXPECT_TRUE(HkdfKey::open(device_, kSlot).failed_with(UsageError::kSlotHasNoSuchKey));
  answer("01 00"_hex);
  EXPECT_TRUE(HkdfKey::open(device_, kSlot).failed_with(Status::kEntryNotFound));
}

// The examples of part 02, section 8.5.
TEST_F(HkdfKeyTest, DerivesAKey) {
  Fixed<32> key{};
  answer("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"_hex);
  ASSERT_TRUE(secret_.derive(Salt{kSalt}, kApp, key));
  EXPECT_EQ(sent(), "02040300096086480165030402010000040102030400036170700003010020");
  EXPECT_EQ(hex(key), "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
}

TEST_F(HkdfKeyTest, DerivesWithoutSaltAndInfo) {
  answer(kKey);
  ASSERT_TRUE(secret_.derive(Salt{}, {}, key_));
  EXPECT_EQ(sent(),
            "0204030009608648016503040201000000"
            "0000"
            "0003010010");
  EXPECT_EQ(key_, kKey);
}

TEST_F(HkdfKeyTest, TakesTheSaltFromASlot) {
  answer(kKey);
  ASSERT_TRUE(secret_.derive(Salt{wire::SlotNumber{5}}, {}, key_));
  EXPECT_EQ(sent(),
            "0204030009608648016503040201"
            "0205"
            "0000"
            "0003010010");
}

TEST_F(HkdfKeyTest, DerivesFromASecretOfTheCaller) {
  const auto secret = "000102030405060708090A0B0C0D0E0F"_hex;
  answer(kKey);
  ASSERT_TRUE(HkdfKey(device_, secret).derive(Salt{}, "63"_hex, key_));
  EXPECT_EQ(sent(),
            "00040010000102030405060708090a0b0c0d0e0f03000960864801650304020100000000"
            "01630003010010");
}

TEST_F(HkdfKeyTest, ExtractsToASlot) {
  answer("0B"_hex);
  const auto slot = secret_.extract(Salt{"AABB"_hex});
  ASSERT_TRUE(slot);
  EXPECT_EQ(*slot, wire::SlotNumber{11});
  EXPECT_EQ(sent(), "0204020009608648016503040201000002aabb");
}

TEST_F(HkdfKeyTest, Expands) {
  answer(kKey);
  ASSERT_TRUE(HkdfKey(device_, wire::SlotNumber{11}).expand("637478"_hex, key_));
  EXPECT_EQ(sent(), "020b01000960864801650304020100036374780003010010");
}

TEST_F(HkdfKeyTest, ExpandsToSeveralKeys) {
  Fixed<8> other{};
  std::array keys{DerivedKey::to_host(key_), DerivedKey::to_host(other)};
  answer("00112233445566778899AABBCCDDEEFF 0102030405060708"_hex);
  ASSERT_TRUE(HkdfKey(device_, wire::SlotNumber{11}).expand({}, keys));
  EXPECT_EQ(sent(),
            "020b0100096086480165030402010000"
            "0003010010"
            "0003010008");
  EXPECT_EQ(key_, kKey);
  EXPECT_EQ(hex(other), "0102030405060708");
}

// T-13: the length of a description without slot number.
TEST_F(HkdfKeyTest, DerivesToASlot) {
  std::array keys{DerivedKey::to_slot(kCcmStarKey)};
  answer("0C"_hex);
  ASSERT_TRUE(secret_.derive(Salt{}, "776B"_hex, keys));
  EXPECT_EQ(keys[0].slot(), wire::SlotNumber{12});
  EXPECT_EQ(sent(),
            "0204030009608648016503040201000000"
            "0002776b"
            "0008020001000"
            "00c0400");
}

TEST_F(HkdfKeyTest, DerivesToSlotsAndToTheHost) {
  std::array keys{
      DerivedKey::to_slot(kCcmStarKey), DerivedKey::to_host(key_),
      DerivedKey::to_slot(
          {.type = wire::KeyType::kAes128, .mode = wire::KeyMode::kEcb, .usage = wire::kEncrypt})};
  answer("0C 00112233445566778899AABBCCDDEEFF 0E"_hex);
  ASSERT_TRUE(secret_.derive(Salt{}, {}, keys));
  EXPECT_EQ(keys[0].slot(), wire::SlotNumber{12});
  EXPECT_EQ(key_, kKey);
  EXPECT_EQ(keys[2].slot(), wire::SlotNumber{14});
  EXPECT_TRUE(
      sent().ends_with("0003010010"
                       "0006"
                       "02"
                       "000002"
                       "0008"));
}

TEST_F(HkdfKeyTest, DerivesThirtyTwoKeysAndNoMore) {
  Fixed<33> bytes{};
  std::vector<DerivedKey> keys;
  for (std::size_t i = 0; i < 32; ++i) {
    keys.push_back(DerivedKey::to_host(ByteSpan{bytes}.subspan(i, 1)));
  }
  answer(Fixed<32>{std::byte{7}});
  EXPECT_TRUE(secret_.derive(Salt{}, {}, keys));
  EXPECT_EQ(bytes[0], std::byte{7});
  keys.push_back(keys[0]);
  EXPECT_TRUE(secret_.derive(Salt{}, {}, keys).failed_with(UsageError::kWrongSize));
}

TEST_F(HkdfKeyTest, RefusesSizesThatMakeNoSense) {
  EXPECT_TRUE(secret_.derive(Salt{}, {}, ByteSpan{}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(
      secret_.derive(Salt{}, {}, std::span<DerivedKey>{}).failed_with(UsageError::kWrongSize));
  std::array nothing{DerivedKey::to_slot({.type = wire::KeyType::kGenericSecret})};
  EXPECT_TRUE(secret_.derive(Salt{}, {}, nothing).failed_with(UsageError::kWrongSize));
  testing_support::Bytes too_long(65536);
  EXPECT_TRUE(secret_.derive(Salt{}, {}, too_long).failed_with(UsageError::kWrongSize));
  const Fixed<33> secret{};
  for (const auto size : {0U, 15U, 33U}) {
    EXPECT_TRUE(HkdfKey(device_, ByteView{secret}.first(size))
                    .derive(Salt{}, {}, key_)
                    .failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(HkdfKey(device_, ByteView{secret}.first(size))
                    .extract(Salt{})
                    .failed_with(UsageError::kWrongSize));
  }
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(HkdfKeyTest, RefusesAnswersOfAnotherSize) {
  answer("00112233"_hex);
  EXPECT_TRUE(secret_.derive(Salt{}, {}, key_).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_EQ(key_, Fixed<16>{});
  answer({});
  EXPECT_TRUE(secret_.extract(Salt{}).failed_with(LinkError::kUnexpectedResponse));
  answer("0B0C"_hex);
  EXPECT_TRUE(secret_.extract(Salt{}).failed_with(LinkError::kUnexpectedResponse));
}

TEST_F(HkdfKeyTest, IsNotRepeatedAfterALostAnswer) {
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(secret_.extract(Salt{}).failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.log.size(), 1U);
}

TEST_F(HkdfKeyTest, PassesStatusesOn) {
  for (const auto status : {Status::kBoundaryExceeded, Status::kCommandNotAuthorized}) {
    chip_.next({.status = status});
    EXPECT_TRUE(secret_.derive(Salt{}, {}, key_).failed_with(status));
  }
}

// Section 8.4: salt and infos of the vendor's helper, in one command each.
TEST_F(HkdfKeyTest, DerivesSessionKeysAndLeavesNoPrkBehind) {
  Fixed<16> mac_key{};
  answer(kKey);
  answer("0F0E0D0C0B0A09080706050403020100"_hex);
  ASSERT_TRUE(secret_.derive_session_keys(0x01020304, key_, mac_key));
  EXPECT_EQ(key_, kKey);
  EXPECT_EQ(hex(mac_key), "0f0e0d0c0b0a09080706050403020100");
  ASSERT_EQ(chip_.payloads.size(), 2U);
  EXPECT_EQ(hex(chip_.payloads[0]),
            "0204030009608648016503040201"
            "00000401020304"
            "0003454e43"
            "0003010010");
  EXPECT_EQ(hex(chip_.payloads[1]),
            "0204030009608648016503040201"
            "00000401020304"
            "00034d4143"
            "0003010010");
}

}  // namespace
}  // namespace stsafe::host::hkdf_key_test
