#include "cose/headers.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

namespace stsafe::cose::headers_test {
namespace {

using testing_support::hex;
using testing_support::join;
using testing_support::to_bytes;

Result<Headers> parse(ByteView bytes, std::span<const Label> understood = {}) {
  CborReader reader{bytes};
  return take_headers(reader, understood);
}

TEST(Headers, AreTakenFromBothBuckets) {
  // RFC 9052, section 3.1: alg, crit, content type, kid; IV; one that we do not know.
  const auto headers =
      parse("50 A4 01 181F 02 82 03 6161 03 0A 6161 820102 A2 04 4141 05 4142"_hex);
  ASSERT_FALSE(headers);  // "a" is critical, and nobody knows it
  const std::vector<Label> understood{"a"};
  const auto known =
      parse("50 A4 01 181F 02 82 03 6161 03 0A 6161 820102 A2 04 4141 05 4142"_hex, understood);
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_EQ(known->protected_map.algorithm, 31);
  EXPECT_EQ(known->protected_map.critical, (std::vector<Label>{3, "a"}));
  EXPECT_EQ(known->protected_map.content_type, ContentType{10U});
  EXPECT_EQ(hex(*known->key_id()), "41");
  EXPECT_EQ(hex(*known->iv()), "42");
  EXPECT_EQ(hex(*known->other("a")), "820102");
  EXPECT_EQ(known->other("b"), nullptr);
  EXPECT_EQ(known->partial_iv(), nullptr);
}

TEST(Headers, TakeAnEmptyProtectedBucketInBothForms) {
  for (const auto& bytes : {to_bytes("40A0"_hex), to_bytes("41A0A0"_hex)}) {
    const auto headers = parse(bytes);
    ASSERT_TRUE(headers);
    EXPECT_TRUE(headers->protected_bytes.empty());
    EXPECT_TRUE(headers->protected_map.empty());
  }
  EXPECT_TRUE(encode_protected({}).empty());
}

TEST(Headers, KeepTheProtectedBytesAsTheyCame) {
  // alg is not in its shortest form; what is authenticated are these bytes.
  const auto headers = parse("44A101181FA0"_hex);
  const auto longer = parse("45A10119001FA0"_hex);
  ASSERT_TRUE(headers && longer);
  EXPECT_EQ(headers->protected_map, longer->protected_map);
  EXPECT_EQ(hex(longer->protected_bytes), "a10119001f");
}

TEST(Headers, AreWrittenInDeterministicOrder) {
  // RFC 8949, section 4.2.1: the encoded keys decide: 01, 03, 18 64, 20, 3a 00010000, 61 7a, 62
  // 6161.
  HeaderMap map{.algorithm = 31, .content_type = 7U};
  for (const auto& label : {Label{"aa"}, Label{-65537}, Label{"z"}, Label{-1}, Label{100}}) {
    map.others.push_back({label, Bytes{std::byte{0xF6}}});
  }
  EXPECT_EQ(hex(encode_protected(map)), "a701181f03071864f620f63a00010000f6617af6626161f6");
  const auto headers = make_headers(map, {.iv = to_bytes("0102"_hex)});
  Bytes written;
  CborWriter writer{written};
  put_headers(writer, headers);
  EXPECT_EQ(hex(written), "5818a701181f03071864f620f63a00010000f6617af6626161f6a105420102");
  const auto again = parse(written);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unprotected, headers.unprotected);
  EXPECT_EQ(again->protected_map.labels().size(), 7U);
}

TEST(Headers, RefuseWhatTheStandardSaysToRefuse) {
  struct Case {
    Bytes bytes;
    Reason reason;
    const char* message;
  };
  const auto b = [](const auto& bytes) { return to_bytes(bytes); };
  using enum Reason;
  for (const auto& [bytes, reason, message] : {
           Case{b("43A1010AA1010A"_hex), kUnexpected, "header parameter 1 is in both buckets"},
           Case{b("45A2010A010BA0"_hex), kUnexpected, "byte 4: header parameter 1 is there twice"},
           Case{b("40A10401"_hex), kUnexpected, "byte 3: unsigned integer instead of byte string"},
           Case{b("40A261610061 6101"_hex), kUnexpected,
                "byte 5: header parameter \"a\" is there twice"},
           Case{b("40A20541000641 00"_hex), kUnexpected, "header has both IV and Partial IV"},
           Case{b("44A1054100A1064100"_hex), kUnexpected, "header has both IV and Partial IV"},
           Case{b("40A1028101"_hex), kUnexpected, "crit is not protected"},
           Case{b("44A1028107A0"_hex), kUnexpected, "crit names parameter 7, which is not there"},
           Case{b("46A20281070700A0"_hex), kUnsupported, "critical header parameter 7"},
           Case{b("43A10280A0"_hex), kUnexpected, "byte 3: crit names no parameter"},
           Case{b("44A1028140A0"_hex), kUnexpected, "byte 4: byte string instead of integer"},
           Case{b("44A10161 61A0"_hex), kUnsupported, "byte 3: algorithm with a text for a name"},
           Case{b("44A1010A00A0"_hex), kUnexpected, "byte 4: bytes after the end"},
           Case{b("42A101A0"_hex), kTruncated, "byte 1: ends within a map"},
           Case{b("4180A0"_hex), kUnexpected, "byte 1: array instead of map"},
           Case{b("A0A0"_hex), kUnexpected, "byte 0: map instead of byte string"},
           Case{b("4080"_hex), kUnexpected, "byte 1: array instead of map"},
           Case{b("40BFFF"_hex), kUnexpected, "byte 1: map of indefinite length"},
           Case{b("5F40FFA0"_hex), kUnexpected, "byte 0: byte string of indefinite length"},
           Case{b("40A1F600"_hex), kUnexpected, "byte 2: simple value instead of integer"},
           Case{b("40A103F6"_hex), kUnexpected, "byte 3: simple value instead of unsigned integer"},
           Case{b("40A10320"_hex), kUnexpected,
                "byte 3: negative integer instead of unsigned integer"},
           Case{b("40BB000000FFFFFFFFFF"_hex), kTruncated, "byte 1: ends within a map"},
       }) {
    const auto why = parse(bytes).error();
    EXPECT_EQ(why.reason, reason) << hex(bytes) << ": " << why.message;
    EXPECT_EQ(why.message, message) << hex(bytes);
  }
}

TEST(Headers, AreNotLong) {
  Bytes bytes = to_bytes("40B841"_hex);
  for (unsigned i = 0; i < 65; ++i) {
    bytes.insert(bytes.end(), {std::byte{0x18}, static_cast<std::byte>(0x40 + i), std::byte{0}});
  }
  EXPECT_EQ(parse(bytes).error().reason, Reason::kTooLarge);
  bytes[2] = std::byte{0x40};
  EXPECT_TRUE(parse(bytes));
  EXPECT_EQ(parse(join({"5845A1029841"_hex, Bytes(65, std::byte{9}), "A0"_hex})).error().reason,
            Reason::kTooLarge);
}

TEST(Headers, MakeTheEncStructureOfEachContext) {
  // RFC 9052, section 5.3.
  const auto structure = [](EncryptionContext context) {
    return hex(*enc_structure(context, "A1010A"_hex, "FF"_hex));
  };
  EXPECT_EQ(structure(EncryptionContext::kEncrypt0), "8368456e63727970743043a1010a41ff");
  EXPECT_EQ(structure(EncryptionContext::kEncrypt), "8367456e637279707443a1010a41ff");
  EXPECT_EQ(structure(EncryptionContext::kEncryptRecipient),
            "836d456e635f526563697069656e7443a1010a41ff");
}

}  // namespace
}  // namespace stsafe::cose::headers_test
