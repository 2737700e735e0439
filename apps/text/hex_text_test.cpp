#include "apps/text/hex_text.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::text {
namespace {

TEST(HexText, WritesBothForms) {
  EXPECT_EQ(to_hex("00 5A FF"_hex), "005aff");
  EXPECT_EQ(to_hex_list("00 5A FF"_hex), "0x00 0x5A 0xFF");
  EXPECT_EQ(to_hex({}), "");
}

TEST(HexText, ReadsWhatPeopleType) {
  const std::vector<std::byte> expected{std::byte{0x00}, std::byte{0x5A}, std::byte{0xFF}};
  for (const auto* text : {"005aff", "00 5A FF", "00:5a:ff", "0x00 0x5A 0xFF", "005aff\n"}) {
    EXPECT_EQ(from_hex(text), expected) << text;
  }
  EXPECT_EQ(from_hex(""), std::vector<std::byte>{});
}

TEST(HexText, RefusesHalfBytesAndOtherCharacters) {
  for (const auto* text : {"5", "5a5", "5g", "zz", "0x", "5a-5a"}) {
    EXPECT_FALSE(from_hex(text)) << text;
  }
}

TEST(HexText, SaysWhereItIsWrong) {
  struct Case {
    const char* text;
    std::size_t expected;
  };
  for (const auto& [text, expected] :
       {Case{"00ff", 4}, Case{"", 0}, Case{"00 ff\n", 6}, Case{"0g", 1}, Case{"00 zz", 3},
        Case{"00ff5", 4}, Case{"0x00 0x", 6}, Case{"00-ff", 2}}) {
    EXPECT_EQ(valid_hex_size(text), expected) << text;
  }
}

}  // namespace
}  // namespace stsafe::text
