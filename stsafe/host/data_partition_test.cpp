#include "stsafe/host/data_partition.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::Bytes;
using testing_support::ModelChip;
using testing_support::to_bytes;

class DataPartitionTest : public testing::Test {
 protected:
  Result<DataPartition> read(ByteView payload) {
    chip_.next({.payload = to_bytes(payload)});
    return DataPartition::read(device_);
  }
  ModelChip chip_;
  Device device_{chip_};
};

// Record order and gaps as the protocol allows them.
TEST_F(DataPartitionTest, FindsZonesByTheirNumber) {
  const auto partition = read("03 09 00 88 1400  05 01 9E 0040 FFFFFFF8  00 00 07 03E8"_hex);
  ASSERT_TRUE(partition);
  EXPECT_EQ(partition->zones().size(), 3U);
  const auto counter = partition->find(wire::ZoneNumber{5});
  ASSERT_TRUE(counter);
  EXPECT_EQ(*counter, (wire::ZoneRecord{.zone = wire::ZoneNumber{5},
                                        .type = wire::ZoneType::kCounter,
                                        .rights = {{wire::ZoneAccess::kHost, true},
                                                   {wire::ZoneAccess::kAuthAndHost, true}},
                                        .size = wire::ZoneLength{64},
                                        .counter = wire::Count{0xFFFFFFF8}}));
  EXPECT_TRUE(partition->find(wire::ZoneNumber{1}).failed_with(Status::kEntryNotFound));
}

// The vendor's library believes its caller's number of zones.
TEST_F(DataPartitionTest, RefusesANumberThatDoesNotFitTheRecords) {
  EXPECT_TRUE(read("02 00 00 07 03E8"_hex).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(read("01 00 00 07 03E8 00"_hex).failed_with(LinkError::kTrailingBytes));
  EXPECT_TRUE(read("01 00 02 07 03E8"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read({}).failed_with(LinkError::kTruncated));
}

TEST_F(DataPartitionTest, TakesThirtyTwoZonesAndNoMore) {
  Bytes answer(1 + 32 * 5);
  answer[0] = std::byte{32};
  EXPECT_TRUE(read(answer));
  answer[0] = std::byte{33};
  answer.resize(1 + 33 * 5);
  EXPECT_TRUE(read(answer).failed_with(LinkError::kUnexpectedResponse));
}

TEST_F(DataPartitionTest, PassesErrorsOn) {
  chip_.next({.status = Status::kInvalidLifeCycleState});
  EXPECT_TRUE(DataPartition::read(device_).failed_with(Status::kInvalidLifeCycleState));
}

}  // namespace
}  // namespace stsafe::host
