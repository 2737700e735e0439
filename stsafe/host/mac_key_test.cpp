#include "stsafe/host/mac_key.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host::mac_key_test {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::SlotNumber kSlot{1};
constexpr auto kMessage = "A1A2A3"_hex;
constexpr auto kMac = "0102030405060708"_hex;

class MacKeyTest : public testing::Test {
 protected:
  MacKey key(wire::KeyMode mode) { return {device_, {.slot = kSlot, .key = {.mode = mode}}}; }
  MacKey cmac() { return key(wire::KeyMode::kCmac); }
  MacKey hmac() { return key(wire::KeyMode::kHmac); }
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }

  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(MacKeyTest, OpensTheKeyOfItsSlot) {
  answer("02 00 01 00 01 0003 02"_hex);
  const auto cmac = MacKey::open(device_, kSlot);
  ASSERT_TRUE(cmac);
  EXPECT_EQ(cmac->mode(), wire::KeyMode::kCmac);
  answer("02 00 01 02 05 0003"_hex);
  const auto hmac = MacKey::open(device_, kSlot);
  ASSERT_TRUE(hmac);
  EXPECT_EQ(hmac->mode(), wire::KeyMode::kHmac);
}

TEST_F(MacKeyTest, DoesNotOpenEmptySlotsAndOtherModes) {
  for (const auto& table : {to_bytes("02 00 00"_hex), to_bytes("02 00 01 01 00 000C 08 00"_hex)}) {
    answer(table);
    EXPECT_TRUE(MacKey::open(device_, kSlot).failed_with(UsageError::kSlotHasNoSuchKey));
  }
  answer("01 00"_hex);
  EXPECT_TRUE(MacKey::open(device_, kSlot).failed_with(Status::kEntryNotFound));
}

TEST_F(MacKeyTest, Generates) {
  answer(kMac);
  Fixed<8> mac{};
  ASSERT_TRUE(cmac().generate(kMessage, mac));
  EXPECT_EQ(mac, kMac);
  EXPECT_EQ(hex(chip_.payloads.back()), "030108a1a2a3");
}

TEST_F(MacKeyTest, Verifies) {
  answer("01"_hex);
  EXPECT_TRUE(cmac().verify(kMessage, kMac));
  EXPECT_EQ(hex(chip_.payloads.back()), "0201080102030405060708a1a2a3");
  answer("00"_hex);
  EXPECT_TRUE(cmac().verify(kMessage, kMac).failed_with(CryptoError::kNotAuthentic));
  answer("02"_hex);
  EXPECT_TRUE(cmac().verify(kMessage, kMac).failed_with(LinkError::kUnexpectedResponse));
}

// T-19: the vendor's library counts the message in 8 bits.
TEST_F(MacKeyTest, TakesMessagesOfMoreThan255Bytes) {
  const Fixed<700> message{};
  answer("01"_hex);
  EXPECT_TRUE(cmac().verify(message, kMac));
  EXPECT_EQ(chip_.payloads.back().size(), 711U);
  const Fixed<752> too_long{};
  EXPECT_TRUE(cmac().verify(too_long, kMac).failed_with(LinkError::kFrameTooLong));
}

TEST_F(MacKeyTest, KnowsTheSizesOfEachMode) {
  const Fixed<40> bytes{};
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto mac = ByteView{bytes}.first(size);
    const bool is_weak = size == 2 || size == 4;
    const bool is_cmac = size == 8 || size == 16;
    const bool is_hmac = size >= 16 && size <= 32;
    chip_.always(wire::Opcode{0x0A}, {.payload = to_bytes("01"_hex)});
    EXPECT_EQ(static_cast<bool>(cmac().verify(kMessage, mac)), is_cmac) << size;
    EXPECT_EQ(cmac().verify(kMessage, mac).failed_with(UsageError::kWeakTag), is_weak) << size;
    EXPECT_EQ(static_cast<bool>(cmac().verify(kMessage, mac, AcceptWeakTag{})), is_cmac || is_weak)
        << size;
    EXPECT_EQ(static_cast<bool>(hmac().verify(kMessage, mac)), is_hmac) << size;
    EXPECT_FALSE(hmac().verify(kMessage, mac).failed_with(UsageError::kWeakTag)) << size;
  }
}

TEST_F(MacKeyTest, GeneratesWeakMacsOnlyIfAskedByName) {
  Fixed<4> mac{};
  EXPECT_TRUE(cmac().generate(kMessage, mac).failed_with(UsageError::kWeakTag));
  EXPECT_TRUE(chip_.log.empty());
  answer("BE4CA3F2"_hex);
  EXPECT_TRUE(cmac().generate(kMessage, mac, AcceptWeakTag{}));
  EXPECT_EQ(hex(mac), "be4ca3f2");
  EXPECT_TRUE(cmac().generate(kMessage, {}).failed_with(UsageError::kWrongSize));
}

TEST_F(MacKeyTest, RefusesAMacOfAnotherSize) {
  answer("01020304050607"_hex);
  Fixed<8> mac{};
  EXPECT_TRUE(cmac().generate(kMessage, mac).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_EQ(mac, Fixed<8>{});
}

TEST_F(MacKeyTest, PassesStatusesOn) {
  chip_.next({.status = Status::kWrongMacLength});
  EXPECT_TRUE(cmac().verify(kMessage, kMac).failed_with(Status::kWrongMacLength));
  chip_.next({.status = Status::kWrongKeyUsage});
  Fixed<8> mac{};
  EXPECT_TRUE(cmac().generate(kMessage, mac).failed_with(Status::kWrongKeyUsage));
}

TEST(MacKeyInfo, IsOfTheModeOfTheType) {
  const auto cmac = mac_key_info(kSlot, {.type = wire::KeyType::kAes128, .least_mac_size = 8});
  ASSERT_TRUE(cmac);
  EXPECT_EQ(cmac->key.mode, wire::KeyMode::kCmac);
  EXPECT_EQ(cmac->key.key_size(), 16U);
  EXPECT_EQ(cmac->key.parameter, 8);
  const auto hmac = mac_key_info(
      kSlot, {.type = wire::KeyType::kGenericSecret, .secret_size = 20, .least_mac_size = 32});
  ASSERT_TRUE(hmac);
  EXPECT_EQ(hmac->key.mode, wire::KeyMode::kHmac);
  EXPECT_EQ(hmac->key.key_size(), 20U);
}

TEST(MacKeyInfo, RefusesWhatDoesNotFitTogether) {
  using wire::KeyType;
  for (const auto& options :
       {MacKeyOptions{.least_mac_size = 17}, MacKeyOptions{.usage = wire::kEncrypt},
        MacKeyOptions{.lock = static_cast<wire::Lock>(3)},
        MacKeyOptions{.type = static_cast<KeyType>(3)},
        MacKeyOptions{.type = KeyType::kGenericSecret, .secret_size = 15},
        MacKeyOptions{.type = KeyType::kGenericSecret, .secret_size = 33},
        MacKeyOptions{.type = KeyType::kGenericSecret, .least_mac_size = 33}}) {
    EXPECT_TRUE(mac_key_info(kSlot, options).failed_with(UsageError::kInconsistentKey));
  }
}

}  // namespace
}  // namespace stsafe::host::mac_key_test
