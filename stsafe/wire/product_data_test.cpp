#include "stsafe/wire/product_data.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::wire {
namespace {

TEST(ProductData, IsAListOfEntries) {
  const auto bytes = "01 03 AA6001  02 00  07 01 45"_hex;
  Reader r{bytes};
  EXPECT_TRUE(std::ranges::equal(next_entry(r).value, "AA6001"_hex));
  const auto empty = next_entry(r);
  EXPECT_EQ(empty.tag, 0x02);
  EXPECT_TRUE(empty.value.empty());
  EXPECT_EQ(next_entry(r).tag, 0x07);
  EXPECT_TRUE(r.finish());
}

TEST(ProductData, ShowsAnEntryThatEndsEarly) {
  const auto bytes = "01 03 AA6001"_hex;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Reader r{ByteView{bytes}.first(size)};
    next_entry(r);
    EXPECT_TRUE(r.finish().failed_with(LinkError::kTruncated)) << size;
  }
}

}  // namespace
}  // namespace stsafe::wire
