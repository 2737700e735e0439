#include "stsafe/host/product_data.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

class ProductDataTest : public testing::Test {
 protected:
  Result<ProductData> read(ByteView payload) {
    chip_.next({.payload = to_bytes(payload)});
    return ProductData::read(device_);
  }
  ModelChip chip_;
  Device device_{chip_};
};

// Part 04, section 1.7: the values of an A110.
TEST_F(ProductDataTest, IsTakenFromItsEntries) {
  const auto data = read(
      "01 03 AA4602 02 09 A021E021C4E1D00139 03 02 01FB 04 02 0040 05 02 18E8 07 01 45 42 01 00"_hex);
  ASSERT_TRUE(data);
  EXPECT_EQ(hex(data->mask_identification), "aa4602");
  EXPECT_EQ(hex(data->serial_number), "a021e021c4e1d00139");
  EXPECT_EQ(data->io_buffer_size, 507);
  EXPECT_EQ(data->atomicity_buffer_size, 64);
  EXPECT_EQ(data->memory_size, 6376);
  EXPECT_EQ(data->version, 69);
}

TEST_F(ProductDataTest, MayBeTheMaskAlone) {
  const auto data = read("01 03 006001"_hex);
  ASSERT_TRUE(data);
  EXPECT_EQ(data->memory_size, 0);
}

TEST_F(ProductDataTest, RefusesEntriesOfAnotherSize) {
  EXPECT_TRUE(read("01 02 6001"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read("02 0A 00000000000000000000"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read("03 01 00"_hex).failed_with(LinkError::kMalformedField));
  EXPECT_TRUE(read("01 03 0060"_hex).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(read("01"_hex).failed_with(LinkError::kTruncated));
}

}  // namespace
}  // namespace stsafe::host
