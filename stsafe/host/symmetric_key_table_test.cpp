#include "stsafe/host/symmetric_key_table.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::ModelChip;
using testing_support::to_bytes;

class SymmetricKeyTableTest : public testing::Test {
 protected:
  Result<SymmetricKeyTable> read(ByteView payload) {
    chip_.next({.payload = to_bytes(payload)});
    return read_symmetric_key_table(device_);
  }
  ModelChip chip_;
  Device device_{chip_};
};

// An HKDF slot with 0, 1 and 2 parameter bytes, then an ECB slot.
TEST_F(SymmetricKeyTableTest, UnderstandsAllThreeFormsOfSecrets) {
  struct Form {
    Bytes answer;
    int parameter;
    int secret_size;
  };
  const std::array forms{Form{to_bytes("02 01 02 04 0040       01 00 02 000C"_hex), 0, 0},
                         Form{to_bytes("02 01 02 04 0040 01    01 00 02 000C"_hex), 1, 0},
                         Form{to_bytes("02 01 02 04 0040 01 20 01 00 02 000C"_hex), 1, 32}};
  for (const auto& form : forms) {
    const auto table = read(form.answer);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->num_slots, 2U);
    EXPECT_EQ(table->records[0].key.mode, wire::KeyMode::kHkdf);
    EXPECT_EQ(table->records[0].key.parameter, form.parameter);
    EXPECT_EQ(table->records[0].key.secret_size, form.secret_size);
    EXPECT_EQ(table->records[1].key.mode, wire::KeyMode::kEcb);
  }
}

TEST_F(SymmetricKeyTableTest, StartsEachFormAfresh) {
  const auto table = read("02 01 02 05 0003 10 14 00"_hex);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->records[0].key.parameter, 16);
  EXPECT_EQ(table->records[0].key.secret_size, 20);
  EXPECT_FALSE(table->records[1].present);
}

TEST_F(SymmetricKeyTableTest, TakesSixteenSlotsAndNoMore) {
  Bytes answer(17);
  answer[0] = std::byte{16};
  const auto table = read(answer);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->num_slots, 16U);
  answer[0] = std::byte{17};
  answer.push_back(std::byte{0});
  EXPECT_TRUE(read(answer).failed_with(LinkError::kUnexpectedResponse));
}

// T-18: the vendor's library loses the last byte of this answer.
TEST_F(SymmetricKeyTableTest, HoldsSixteenKeysWithCounters) {
  Bytes answer{std::byte{16}};
  for (int i = 0; i < 16; ++i) {
    const auto record = to_bytes("01 01 00 000C 10 80 01020304"_hex);
    answer.insert(answer.end(), record.begin(), record.end());
  }
  const auto table = read(answer);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->num_slots, 16U);
  for (const auto& record : table->records) EXPECT_EQ(record.counter_value, 0x01020304U);
}

TEST_F(SymmetricKeyTableTest, RefusesWhatFitsNoForm) {
  EXPECT_TRUE(read("01"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read("01 00 00"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read("01 01 02 04 0040 01 20 00"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read("01 01 00 09 000C"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read({}).failed_with(LinkError::kTruncated));
}

TEST_F(SymmetricKeyTableTest, FindsOneSlot) {
  const auto answer = to_bytes("02 00 01 01 00 000C 08 89 00000102"_hex);
  chip_.next({.payload = answer});
  const auto empty = read_slot(device_, wire::SlotNumber{0});
  ASSERT_TRUE(empty);
  EXPECT_FALSE(empty->present);
  EXPECT_EQ(chip_.log, std::vector<std::uint16_t>{0x1423});
  chip_.next({.payload = answer});
  const auto filled = read_slot(device_, wire::SlotNumber{1});
  ASSERT_TRUE(filled);
  EXPECT_EQ(filled->counter_value, 0x102U);
  chip_.next({.payload = answer});
  EXPECT_TRUE(read_slot(device_, wire::SlotNumber{2}).failed_with(Status::kEntryNotFound));
}

TEST_F(SymmetricKeyTableTest, PassesErrorsOn) {
  chip_.next({.status = Status::kInvalidLifeCycleState});
  EXPECT_TRUE(read_slot(device_, wire::SlotNumber{0}).failed_with(Status::kInvalidLifeCycleState));
}

}  // namespace
}  // namespace stsafe::host
