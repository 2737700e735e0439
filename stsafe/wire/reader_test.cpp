#include "stsafe/wire/reader.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::wire {
namespace {

TEST(Reader, TakesNumbersBigEndian) {
  const auto bytes = "01 0203 04050607"_hex;
  Reader r{bytes};
  EXPECT_EQ(r.take<std::uint8_t>(), 0x01);
  EXPECT_EQ(r.take<std::uint16_t>(), 0x0203);
  EXPECT_EQ(r.take<std::uint32_t>(), 0x04050607U);
  EXPECT_TRUE(r.at_end());
  EXPECT_TRUE(r.finish());
}

TEST(Reader, ShowsTheMemoryThatItReads) {
  const auto bytes = "010203"_hex;
  Reader r{bytes};
  EXPECT_EQ(r.take_bytes(2).data(), bytes.data());
  EXPECT_EQ(r.remaining(), 1U);
  EXPECT_EQ(r.rest().data(), bytes.data() + 2);
  EXPECT_TRUE(r.finish());
}

TEST(Reader, WantsEveryByteToBeTaken) {
  const auto bytes = "0102"_hex;
  Reader r{bytes};
  r.take<std::uint8_t>();
  EXPECT_TRUE(r.finish().failed_with(LinkError::kTrailingBytes));
}

TEST(Reader, GivesZerosOnceItHasFailed) {
  const auto bytes = "0102"_hex;
  Reader r{bytes};
  EXPECT_EQ(r.take<std::uint32_t>(), 0U);
  EXPECT_TRUE(r.failed());
  // What was left is not given to anybody, although it would have sufficed.
  EXPECT_EQ(r.take<std::uint8_t>(), 0U);
  EXPECT_TRUE(r.take_bytes(1).empty());
  EXPECT_TRUE(r.rest().empty());
  EXPECT_EQ(r.remaining(), 0U);
  EXPECT_TRUE(r.finish().failed_with(LinkError::kTruncated));
}

TEST(Reader, KeepsTheFirstReason) {
  const auto bytes = "0102"_hex;
  Reader r{bytes};
  r.fail(LinkError::kMalformedField);
  r.fail(LinkError::kTrailingBytes);
  r.take<std::uint8_t>();
  EXPECT_TRUE(r.finish().failed_with(LinkError::kMalformedField));
}

TEST(Reader, TakesNothingFromNothing) {
  Reader r{{}};
  EXPECT_TRUE(r.at_end());
  EXPECT_TRUE(r.take_bytes(0).empty());
  EXPECT_TRUE(r.finish());
}

TEST(Reader, IsNotFooledByAHugeSize) {
  const auto bytes = "0102"_hex;
  Reader r{bytes};
  EXPECT_TRUE(r.take_bytes(static_cast<std::size_t>(-1)).empty());
  EXPECT_TRUE(r.finish().failed_with(LinkError::kTruncated));
}

}  // namespace
}  // namespace stsafe::wire
