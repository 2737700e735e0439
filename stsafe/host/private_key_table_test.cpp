#include "stsafe/host/private_key_table.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::ModelChip;
using testing_support::to_bytes;

// Part 03, appendix A10.
constexpr auto kFactory =
    "06 00 FFFF 00 01 003C 00082A8648CE3D030107 01 00 800D 02 00 800D 03 00 800D 04 00 800D FF 00 0001"_hex;

class PrivateKeyTableTest : public testing::Test {
 protected:
  void next(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  Result<PrivateKeyTable> read(ByteView payload) {
    next(payload);
    return read_private_key_table(device_);
  }
  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(PrivateKeyTableTest, HasARecordOfEachSlot) {
  const auto table = read(kFactory);
  ASSERT_TRUE(table);
  EXPECT_EQ(chip_.log, std::vector<std::uint16_t>{0x1414});
  EXPECT_EQ(table->num_records, 6U);
  EXPECT_EQ(table->global_usage_limit, wire::kUnlimited);
  EXPECT_EQ(table->records[0].curve, Curve::kNistP256);
  EXPECT_EQ(table->records[0].mode.generate_key_access(), wire::GenerateKeyAccess::kNever);
  EXPECT_FALSE(table->records[4].curve);
  EXPECT_TRUE(table->records[4].mode.allows(wire::ModeOfOperation::kKeyEstablishment));
  EXPECT_EQ(table->records[5].slot, wire::kEphemeralSlot);
  EXPECT_FALSE(table->records[5].mode.allows(wire::ModeOfOperation::kSignExternal));
}

// U-32: the vendor's library writes beyond its caller's array.
TEST_F(PrivateKeyTableTest, TakesNoMoreRecordsThanThereIsRoomFor) {
  Bytes answer(4 + 17 * 4);
  answer[0] = std::byte{16};
  answer.resize(4 + 16 * 4);
  EXPECT_TRUE(read(answer));
  answer[0] = std::byte{17};
  answer.resize(4 + 17 * 4);
  EXPECT_TRUE(read(answer).failed_with(LinkError::kUnexpectedResponse));
}

TEST_F(PrivateKeyTableTest, RefusesRecordsThatAreNotWellFormed) {
  EXPECT_TRUE(read({}).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(read("01 00 FFFF 00 00 80"_hex).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(read("01 00 FFFF 00 00 800D 00"_hex).failed_with(LinkError::kTrailingBytes));
  EXPECT_TRUE(read("01 00 FFFF 00 02 800D"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read("01 00 FFFF 00 01 800D 0003 2B6571"_hex).failed_with(LinkError::kUnknownCurve));
}

TEST_F(PrivateKeyTableTest, FindsOneSlotByItsNumber) {
  next(kFactory);
  const auto ephemeral = read_private_key_slot(device_, wire::kEphemeralSlot);
  ASSERT_TRUE(ephemeral);
  EXPECT_EQ(ephemeral->mode.bits, 0x0001);
  EXPECT_EQ(chip_.log, std::vector<std::uint16_t>{0x1414});
  next(kFactory);
  EXPECT_TRUE(
      read_private_key_slot(device_, wire::PrivateKeySlot{5}).failed_with(Status::kEntryNotFound));
}

TEST_F(PrivateKeyTableTest, PassesErrorsOn) {
  chip_.next({.status = Status::kInvalidLifeCycleState});
  EXPECT_TRUE(read_private_key_slot(device_, wire::PrivateKeySlot{0})
                  .failed_with(Status::kInvalidLifeCycleState));
}

}  // namespace
}  // namespace stsafe::host
