#include "cose/cbor_reader.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

// Expected values: RFC 8949, appendix A (examples) and appendix F (what is not well-formed).
namespace stsafe::cose::cbor_reader_test {
namespace {

using testing_support::hex;
using testing_support::to_bytes;

Bytes from_hex(std::string_view digits) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(
        static_cast<std::byte>((hex_digit_value(digits[i]) << 4) | hex_digit_value(digits[i + 1])));
  }
  return bytes;
}

struct Integer {
  const char* digits;
  std::int64_t value;
};

TEST(CborReader, TakesIntegers) {
  for (const auto& [digits, value] : {
           Integer{"00", 0},
           Integer{"17", 23},
           Integer{"1818", 24},
           Integer{"1903e8", 1000},
           Integer{"1a000f4240", 1000000},
           Integer{"1b000000e8d4a51000", 1000000000000},
           Integer{"20", -1},
           Integer{"29", -10},
           Integer{"3863", -100},
           Integer{"3903e7", -1000},
           Integer{"3b7fffffffffffffff", std::numeric_limits<std::int64_t>::min()},
       }) {
    const auto bytes = from_hex(digits);
    CborReader reader{bytes};
    const auto number = reader.take_integer();
    ASSERT_TRUE(number) << digits;
    EXPECT_EQ(*number, value);
    EXPECT_TRUE(reader.finish());
  }
}

TEST(CborReader, RefusesIntegersThatDoNotFit) {
  for (const auto* digits : {"1b8000000000000000", "1bffffffffffffffff", "3b8000000000000000"}) {
    const auto bytes = from_hex(digits);
    CborReader reader{bytes};
    EXPECT_EQ(reader.take_integer().error().reason, Reason::kUnexpected) << digits;
    EXPECT_EQ(reader.offset(), 0U);
  }
}

TEST(CborReader, TakesTheLargestUnsigned) {
  const auto bytes = from_hex("1bffffffffffffffff");
  CborReader reader{bytes};
  const auto number = reader.take_unsigned();
  ASSERT_TRUE(number);
  EXPECT_EQ(*number, std::numeric_limits<std::uint64_t>::max());
}

TEST(CborReader, TakesStringsArraysMapsTagsAndBools) {
  const auto bytes = from_hex("d86085f5f4420102626869a1616120");
  CborReader reader{bytes};
  EXPECT_EQ(*reader.take_tag(), 96U);
  EXPECT_EQ(*reader.take_array(), 5U);
  EXPECT_TRUE(*reader.take_bool());
  EXPECT_FALSE(*reader.take_bool());
  EXPECT_EQ(hex(*reader.take_bytes()), "0102");
  EXPECT_EQ(*reader.take_text(), "hi");
  EXPECT_EQ(*reader.take_map(), 1U);
  EXPECT_EQ(*reader.take_label(), Label{"a"});
  EXPECT_EQ(*reader.take_label(), Label{-1});
  EXPECT_TRUE(reader.finish());
}

TEST(CborReader, JoinsByteStringsOfIndefiniteLength) {
  const auto bytes = from_hex("5f42010243030405ff00");
  CborReader reader{bytes};
  EXPECT_EQ(reader.take_bytes().error().reason, Reason::kUnexpected);
  const auto joined = reader.take_joined_bytes(5);
  ASSERT_TRUE(joined);
  EXPECT_EQ(hex(*joined), "0102030405");
  EXPECT_EQ(reader.offset(), 9U);
}

TEST(CborReader, RefusesAStringAboveItsLimit) {
  for (const auto* digits : {"5f42010243030405ff", "450102030405"}) {
    const auto bytes = from_hex(digits);
    CborReader reader{bytes};
    EXPECT_EQ(reader.take_joined_bytes(4).error().reason, Reason::kTooLarge);
    EXPECT_EQ(reader.offset(), 0U);
  }
}

TEST(CborReader, ShowsTheExactBytesOfWhateverComes) {
  for (const auto* digits : {
           "00",
           "3903e7",
           "fb3ff199999999999a",
           "f97e00",
           "f6",
           "f7",
           "f0",
           "f8ff",
           "c074323031332d30332d32315432303a30343a30305a",
           "d818456449455446",
           "40",
           "60",
           "8301820203820405",
           "a56161614161626142616361436164614461656145",
           "5f42010243030405ff",
           "7f657374726561646d696e67ff",
           "9fff",
           "9f018202039f0405ffff",
           "bf61610161629f0203ffff",
           "1800",  // not the shortest form, but well-formed
       }) {
    const auto bytes = from_hex(std::string{digits} + "00");
    CborReader reader{bytes};
    const auto item = reader.take_item();
    ASSERT_TRUE(item) << digits << ": " << item.error().message;
    EXPECT_EQ(hex(*item), digits);
  }
}

struct Refused {
  const char* digits;
  Reason reason;
  std::uint64_t offset;
};

TEST(CborReader, SaysWhereBytesAreNotWellFormed) {
  using enum Reason;
  for (const auto& [digits, reason, offset] : {
           // Ends within a head, within a string, within an array, map or tag.
           Refused{"", kTruncated, 0},
           Refused{"18", kTruncated, 0},
           Refused{"19", kTruncated, 0},
           Refused{"1a", kTruncated, 0},
           Refused{"1b", kTruncated, 0},
           Refused{"1901", kTruncated, 0},
           Refused{"1a0102", kTruncated, 0},
           Refused{"1b01020304050607", kTruncated, 0},
           Refused{"38", kTruncated, 0},
           Refused{"58", kTruncated, 0},
           Refused{"78", kTruncated, 0},
           Refused{"98", kTruncated, 0},
           Refused{"9a01ff00", kTruncated, 0},
           Refused{"b8", kTruncated, 0},
           Refused{"d8", kTruncated, 0},
           Refused{"f8", kTruncated, 0},
           Refused{"f900", kTruncated, 0},
           Refused{"41", kTruncated, 1},
           Refused{"61", kTruncated, 1},
           Refused{"5affffffff00", kTruncated, 5},
           Refused{"5bffffffffffffffff010203", kTruncated, 9},
           Refused{"7b7fffffffffffffff010203", kTruncated, 9},
           Refused{"9bffffffffffffffff00", kTruncated, 9},
           Refused{"bbffffffffffffffff00", kTruncated, 9},
           Refused{"bb8000000000000000", kTruncated, 9},
           Refused{"81", kTruncated, 1},
           Refused{"818181818181818181", kTruncated, 9},
           Refused{"8200", kTruncated, 1},
           Refused{"a1", kTruncated, 1},
           Refused{"a20102", kTruncated, 1},
           Refused{"a100", kTruncated, 1},
           Refused{"a2000000", kTruncated, 1},
           Refused{"c0", kTruncated, 1},
           Refused{"5f4100", kTruncated, 3},
           Refused{"7f6100", kTruncated, 3},
           Refused{"9f", kTruncated, 1},
           Refused{"9f0102", kTruncated, 3},
           Refused{"bf", kTruncated, 1},
           Refused{"bf01020102", kTruncated, 5},
           // Reserved values of the additional information.
           Refused{"1c", kMalformed, 0},
           Refused{"1d", kMalformed, 0},
           Refused{"1e", kMalformed, 0},
           Refused{"3c", kMalformed, 0},
           Refused{"5c", kMalformed, 0},
           Refused{"7d", kMalformed, 0},
           Refused{"9e", kMalformed, 0},
           Refused{"bc", kMalformed, 0},
           Refused{"dd", kMalformed, 0},
           Refused{"fe", kMalformed, 0},
           // Simple values in two bytes that have a form of one.
           Refused{"f800", kMalformed, 0},
           Refused{"f818", kMalformed, 0},
           Refused{"f81f", kMalformed, 0},
           // Chunks of another type, and chunks of indefinite length.
           Refused{"5f00ff", kMalformed, 1},
           Refused{"5f21ff", kMalformed, 1},
           Refused{"5f6100ff", kMalformed, 1},
           Refused{"5f80ff", kMalformed, 1},
           Refused{"7f4100ff", kMalformed, 1},
           Refused{"5f5f4100ffff", kMalformed, 1},
           Refused{"7f7f6100ffff", kMalformed, 1},
           // A "break" that ends nothing, or a map after a key.
           Refused{"ff", kMalformed, 0},
           Refused{"81ff", kMalformed, 1},
           Refused{"8200ff", kMalformed, 2},
           Refused{"a1ff00", kMalformed, 1},
           Refused{"a100ff", kMalformed, 2},
           Refused{"c0ff", kMalformed, 1},
           Refused{"9f81ffff", kMalformed, 2},
           Refused{"bf00ff", kMalformed, 2},
           Refused{"bf000000ff", kMalformed, 4},
           // Indefinite length where there is none.
           Refused{"1f", kMalformed, 0},
           Refused{"3f", kMalformed, 0},
           Refused{"df", kMalformed, 0},
       }) {
    const auto bytes = from_hex(digits);
    CborReader reader{bytes, 1000};
    const auto why = reader.take_item().error();
    EXPECT_EQ(why.reason, reason) << digits << ": " << why.message;
    EXPECT_TRUE(why.message.starts_with("byte " + std::to_string(1000 + offset) + ": "))
        << digits << ": " << why.message;
    EXPECT_EQ(reader.offset(), 1000U) << digits;
  }
}

TEST(CborReader, RefusesDeepNesting) {
  Bytes bytes(CborReader::kMaxDepth - 1, std::byte{0x81});
  bytes.push_back(std::byte{0});
  EXPECT_TRUE(CborReader{bytes}.take_item());
  bytes.insert(bytes.begin(), std::byte{0x81});
  EXPECT_EQ(CborReader{bytes}.take_item().error().reason, Reason::kTooLarge);
  const Bytes endless(100000, std::byte{0x9F});
  EXPECT_EQ(CborReader{endless}.take_item().error().reason, Reason::kTooLarge);
}

TEST(CborReader, StaysWhereItIsAfterAFailure) {
  const auto bytes = from_hex("43010203");
  CborReader reader{bytes};
  EXPECT_FALSE(reader.take_text());
  EXPECT_FALSE(reader.take_map());
  EXPECT_FALSE(reader.take_array());
  EXPECT_FALSE(reader.take_tag());
  EXPECT_FALSE(reader.take_bool());
  EXPECT_FALSE(reader.take_unsigned());
  EXPECT_FALSE(reader.take_integer());
  EXPECT_FALSE(reader.take_label());
  EXPECT_FALSE(reader.finish());
  EXPECT_TRUE(reader.take_bytes());
  EXPECT_TRUE(reader.finish());
}

TEST(CborReader, ReadsTheHeadOfAStringThatIsNotThere) {
  const auto bytes = from_hex("5b0000000100000000");
  const auto head = decode_head(bytes);
  ASSERT_TRUE(head && *head);
  EXPECT_EQ((*head)->type, CborType::kBytes);
  EXPECT_EQ((*head)->argument, 0x100000000U);
  EXPECT_EQ((*head)->size, 9U);
  const auto cut = decode_head(ByteView{bytes}.first(8));
  ASSERT_TRUE(cut);
  EXPECT_FALSE(*cut);
}

TEST(CborReader, ShowsLabelsWithoutControlCharacters) {
  EXPECT_EQ(to_text(Label{-7}), "-7");
  EXPECT_EQ(to_text(Label{"a\x1b[2J"}), "\"a?[2J\"");
}

}  // namespace
}  // namespace stsafe::cose::cbor_reader_test
