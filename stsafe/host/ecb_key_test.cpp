#include "stsafe/host/ecb_key.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

// Frames by hand, protocol part 02 section 6.1.
namespace stsafe::host::ecb_key_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr wire::SlotNumber kSlot{2};
constexpr auto kPlain = "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF"_hex;
constexpr auto kCipher = "C0C1C2C3C4C5C6C7C8C9CACBCCCDCECF"_hex;

class EcbKeyTest : public testing::Test {
 protected:
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  std::string last_payload() const { return hex(chip_.payloads.back()); }

  ModelChip chip_;
  Device device_{chip_};
  EcbKey key_{device_, {.slot = kSlot, .key = {.mode = wire::KeyMode::kEcb}}};
  Fixed<16> out_{};
};

TEST_F(EcbKeyTest, OpensTheKeyOfItsSlot) {
  answer("03 00 00 01 00 02 000C"_hex);
  auto key = EcbKey::open(device_, kSlot);
  ASSERT_TRUE(key);
  answer(kCipher);
  ASSERT_TRUE(key->encrypt(kPlain, out_));
  EXPECT_EQ(last_payload(), "0202a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  answer("03 00 00 01 01 03 003C 10"_hex);
  EXPECT_TRUE(EcbKey::open(device_, kSlot).failed_with(UsageError::kSlotHasNoSuchKey));
  answer("03 00 00 00"_hex);
  EXPECT_TRUE(EcbKey::open(device_, kSlot).failed_with(UsageError::kSlotHasNoSuchKey));
}

TEST_F(EcbKeyTest, EncryptsAndDecrypts) {
  answer(kCipher);
  ASSERT_TRUE(key_.encrypt(kPlain, out_));
  EXPECT_EQ(out_, kCipher);
  answer(kPlain);
  ASSERT_TRUE(key_.decrypt(kCipher, out_));
  EXPECT_EQ(out_, kPlain);
  EXPECT_EQ(last_payload(), "0202c0c1c2c3c4c5c6c7c8c9cacbcccdcecf");
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{0x1B, 0x1C}));
}

// 752 bytes with CRC hold 46 blocks behind header, distinguisher and slot.
TEST_F(EcbKeyTest, CutsALongMessageAndLosesNothing) {
  Bytes message(60 * 16);
  for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::byte>(i / 16);
  answer(ByteView{message}.first(46 * 16));
  answer(ByteView{message}.subspan(46 * 16));
  Bytes out(message.size());
  ASSERT_TRUE(key_.encrypt(message, out));
  EXPECT_EQ(out, message);
  ASSERT_EQ(chip_.payloads.size(), 2U);
  EXPECT_EQ(hex(chip_.payloads[0]) + hex(chip_.payloads[1]).substr(4), "0202" + hex(message));
}

TEST_F(EcbKeyTest, WantsWholeBlocks) {
  Fixed<32> out{};
  for (const std::size_t wrong : {0U, 1U, 15U, 17U}) {
    const auto from = ByteView{out}.first(wrong);
    EXPECT_TRUE(key_.encrypt(from, ByteSpan{out}.first(wrong)).failed_with(UsageError::kWrongSize));
    EXPECT_TRUE(key_.decrypt(from, ByteSpan{out}.first(wrong)).failed_with(UsageError::kWrongSize));
  }
  EXPECT_TRUE(key_.encrypt(kPlain, out).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(EcbKeyTest, RefusesAnAnswerOfAnotherSize) {
  answer(ByteView{kCipher}.first(15));
  EXPECT_TRUE(key_.encrypt(kPlain, out_).failed_with(LinkError::kUnexpectedResponse));
  answer({});
  EXPECT_TRUE(key_.decrypt(kCipher, out_).failed_with(LinkError::kUnexpectedResponse));
  EXPECT_EQ(out_, Fixed<16>{});
}

TEST_F(EcbKeyTest, PassesStatusesOn) {
  chip_.next({.status = Status::kWrongKeyUsage});
  EXPECT_TRUE(key_.encrypt(kPlain, out_).failed_with(Status::kWrongKeyUsage));
}

TEST(EcbKeyInfo, RefusesOptionsThatDoNotFitTogether) {
  const auto refused = [](const EcbKeyOptions& options) {
    return ecb_key_info(kSlot, options).failed_with(UsageError::kInconsistentKey);
  };
  EXPECT_TRUE(refused({.type = wire::KeyType::kGenericSecret}));
  EXPECT_TRUE(refused({.usage = wire::kEncrypt | wire::kEncryptChunks}));
  EXPECT_TRUE(refused({.lock = static_cast<wire::Lock>(3)}));
  EXPECT_FALSE(refused({}));
}

}  // namespace
}  // namespace stsafe::host::ecb_key_test
