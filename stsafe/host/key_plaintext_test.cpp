#include "stsafe/host/key_plaintext.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host::key_plaintext_test {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr std::uint16_t kTable = 0x1423;
constexpr std::uint16_t kWrite = 0x1F17;
// Two slots: the second empty, or with the key that is written.
constexpr auto kEmpty = "02 00 00"_hex;
constexpr auto kWritten = "02 00 01 01 00 000C 10 00"_hex;

constexpr wire::KeyInfo kInfo{.slot = wire::SlotNumber{1},
                              .key = {.usage = wire::kEncrypt | wire::kDecrypt, .parameter = 16}};
constexpr Fixed<32> kKey{};

class WriteKeyPlaintext : public testing::Test {
 protected:
  WriteKeyPlaintext() { show(kEmpty); }
  void show(ByteView table) { chip_.always(wire::Opcode{kTable}, {.payload = to_bytes(table)}); }

  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(WriteKeyPlaintext, IsAnswered) {
  chip_.always(wire::Opcode{kWrite}, {.effect = [&] { show(kWritten); }});
  const auto written = write_key_plaintext(device_, kInfo, kKey);
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kAnswered);
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kTable, kWrite, kTable}));
  EXPECT_EQ(hex(chip_.payloads.at(1)), "00010100000c1000" + std::string(64, '0'));
}

// T-6: as many bytes as the key information says.
TEST_F(WriteKeyPlaintext, WritesAWholeSecret) {
  const wire::KeyInfo info{.slot = wire::SlotNumber{1},
                           .key = {.type = wire::KeyType::kGenericSecret,
                                   .mode = wire::KeyMode::kHmac,
                                   .usage = wire::kGenerateMac,
                                   .parameter = 16,
                                   .secret_size = 20}};
  chip_.always(wire::Opcode{kWrite}, {.effect = [&] { show("02 00 01 02 05 0002"_hex); }});
  ASSERT_TRUE(write_key_plaintext(device_, info, Fixed<20>{}));
  EXPECT_EQ(hex(chip_.payloads.at(1)), "0001020500021014" + std::string(40, '0'));
}

TEST_F(WriteKeyPlaintext, IsReadBackWhenTheAnswerIsLost) {
  chip_.always(wire::Opcode{kWrite},
               {.lost_answer = LinkError::kNoAnswer, .effect = [&] { show(kWritten); }});
  const auto written = write_key_plaintext(device_, kInfo, kKey);
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, KeyWrite::kReadBack);
  const auto again = write_key_plaintext(device_, kInfo, kKey);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, KeyWrite::kCannotKnow);
}

TEST_F(WriteKeyPlaintext, FailsWhenItWasLostOrRefused) {
  chip_.always(wire::Opcode{kWrite}, {.lost_request = LinkError::kNoAnswer});
  EXPECT_TRUE(write_key_plaintext(device_, kInfo, kKey).failed_with(LinkError::kNoAnswer));
  chip_.always(wire::Opcode{kWrite}, {.status = Status::kCommandNotAuthorized});
  EXPECT_TRUE(write_key_plaintext(device_, kInfo, kKey).failed_with(Status::kCommandNotAuthorized));
  EXPECT_EQ(chip_.log.back(), kWrite);
}

// Without a session, what is read may be the answer to an earlier command.
TEST_F(WriteKeyPlaintext, DoesNotBelieveASuccessThatTheSlotDoesNotShow) {
  EXPECT_TRUE(
      write_key_plaintext(device_, kInfo, kKey).failed_with(LinkError::kUnexpectedResponse));
}

TEST_F(WriteKeyPlaintext, RefusesAKeyOfAnotherSize) {
  EXPECT_TRUE(
      write_key_plaintext(device_, kInfo, Fixed<16>{}).failed_with(UsageError::kInconsistentKey));
  EXPECT_TRUE(write_key_plaintext(device_, {.key = {.type = wire::KeyType::kGenericSecret}}, {})
                  .failed_with(UsageError::kInconsistentKey));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(WriteKeyPlaintext, NeedsTheSlotToExist) {
  show("01 00"_hex);
  EXPECT_TRUE(write_key_plaintext(device_, kInfo, kKey).failed_with(Status::kEntryNotFound));
  EXPECT_EQ(chip_.count(kWrite), 0U);
}

}  // namespace
}  // namespace stsafe::host::key_plaintext_test
