#include "stsafe/wire/writer.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::wire {
namespace {

TEST(Writer, PutsNumbersBigEndian) {
  Fixed<8> buffer{};
  Writer w{buffer};
  w.put(std::uint8_t{0x01});
  w.put(std::uint16_t{0x0203});
  w.put(std::uint32_t{0x04050607});
  EXPECT_EQ(w.size(), 7U);
  ASSERT_TRUE(w.finish());
  EXPECT_TRUE(std::ranges::equal(*w.finish(), "01020304050607"_hex));
}

TEST(Writer, FillsItsBufferToTheLastByte) {
  Fixed<3> buffer{};
  Writer w{buffer};
  w.put("010203"_hex);
  w.put(ByteView{});
  EXPECT_FALSE(w.overflowed());
  EXPECT_TRUE(w.finish());
}

TEST(Writer, NeverForgetsAnOverflow) {
  Fixed<3> buffer{};
  Writer w{buffer};
  w.put(std::uint16_t{0x0102});
  w.put(std::uint16_t{0x0304});
  w.put(std::uint8_t{0x05});
  EXPECT_TRUE(w.overflowed());
  EXPECT_TRUE(w.finish().failed_with(LinkError::kFrameTooLong));
}

TEST(Writer, WritesNoPartOfWhatDoesNotFit) {
  auto buffer = "EEEEEE"_hex;
  Writer w{ByteSpan{buffer}.first(2)};
  w.put("010203"_hex);
  EXPECT_EQ(buffer, "EEEEEE"_hex);
}

}  // namespace
}  // namespace stsafe::wire
