#include "stsafe/base/bytes.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe {
namespace {

TEST(EqualConstantTime, IsTrueForTheSameBytesOnly) {
  const auto bytes = "000102030405060708"_hex;
  EXPECT_TRUE(equal_constant_time(bytes, bytes));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto other = bytes;
    other[i] ^= std::byte{0x80};
    EXPECT_FALSE(equal_constant_time(bytes, other)) << i;
    other[i] ^= std::byte{0x81};
    EXPECT_FALSE(equal_constant_time(bytes, other)) << i;
  }
}

TEST(EqualConstantTime, IsFalseForAnotherSize) {
  const auto bytes = "0001"_hex;
  EXPECT_FALSE(equal_constant_time(bytes, ByteView{bytes}.first(1)));
  EXPECT_FALSE(equal_constant_time(ByteView{bytes}.first(1), bytes));
  EXPECT_FALSE(equal_constant_time(bytes, {}));
}

TEST(EqualConstantTime, IsTrueForNothing) { EXPECT_TRUE(equal_constant_time({}, {})); }

TEST(CopyBytes, LeavesWhatLiesBehind) {
  auto to = "EEEEEEEE"_hex;
  copy_bytes("0102"_hex, to);
  EXPECT_EQ(to, "0102EEEE"_hex);
  copy_bytes({}, to);
  EXPECT_EQ(to, "0102EEEE"_hex);
  copy_bytes({}, {});
}

}  // namespace
}  // namespace stsafe
