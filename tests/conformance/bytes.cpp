#include "tests/conformance/bytes.h"

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>

#include "stsafe/base/hex.h"

namespace stsafe::conformance {
namespace {

/// A byte, or nothing where any byte will do.
using Pattern = std::vector<std::optional<std::byte>>;

std::optional<std::byte> pair_value(std::string_view pair) {
  if (pair == "..") return std::nullopt;
  const int high = hex_digit_value(pair[0]);
  const int low = hex_digit_value(pair[1]);
  EXPECT_TRUE(high >= 0 && low >= 0) << "not hexadecimal: " << pair;
  return static_cast<std::byte>(16 * high + low);
}

Pattern pattern_of(std::string_view text) {
  Pattern pattern;
  std::istringstream words{std::string{text}};
  for (std::string word; words >> word;) {
    std::size_t times = 1;
    if (const auto star = word.find('*'); star != std::string::npos) {
      times = std::stoul(word.substr(star + 1));
      word.resize(star);
      EXPECT_EQ(word.size(), 2U) << "one byte before the star: " << text;
    }
    EXPECT_EQ(word.size() % 2, 0U) << "digits come in pairs: " << text;
    for (std::size_t at = 0; at + 1 < word.size(); at += 2) {
      pattern.insert(pattern.end(), times, pair_value(std::string_view{word}.substr(at, 2)));
    }
  }
  return pattern;
}

}  // namespace

Bytes bytes_of(std::string_view text) {
  Bytes bytes;
  for (const auto& byte : pattern_of(text)) {
    EXPECT_TRUE(byte) << "any byte is none: " << text;
    bytes.push_back(byte.value_or(std::byte{0}));
  }
  return bytes;
}

bool matches(ByteView actual, std::string_view pattern) {
  return std::ranges::equal(actual, pattern_of(pattern),
                            [](std::byte is, const std::optional<std::byte>& expected) {
                              return !expected || is == *expected;
                            });
}

std::uint16_t checksum(ByteView bytes) {
  std::uint32_t state = 0xFFFF;
  for (const auto byte : bytes) {
    state ^= std::to_integer<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) state = (state >> 1) ^ ((state & 1) != 0 ? 0x8408U : 0U);
  }
  return static_cast<std::uint16_t>(state ^ 0xFFFF);
}

Bytes with_checksum(Bytes bytes) {
  const auto value = checksum(bytes);
  bytes.push_back(static_cast<std::byte>(value >> 8));
  bytes.push_back(static_cast<std::byte>(value & 0xFF));
  return bytes;
}

Bytes joined(std::initializer_list<ByteView> parts) {
  Bytes all;
  for (const auto part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace stsafe::conformance
