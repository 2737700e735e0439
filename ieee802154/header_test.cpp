#include "ieee802154/header.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

namespace stsafe::ieee802154::header_test {
namespace {

using testing_support::hex;

Reason mac_reason(ByteView frame) {
  const auto header = parse_mac_header(frame);
  return header ? Reason{} : header.error().reason;
}

TEST(MacHeader, OfAllAddressModes) {
  struct Case {
    const char* what;
    testing_support::Bytes frame;
    std::size_t size;
  };
  const auto of = [](ByteView control) { return testing_support::join({control, Fixed<30>{}}); };
  // Frame control: 0x0008 is security, 0x1000 the edition of 2006.
  const std::vector<Case> cases{{"none, none", of("0910"_hex), 3},
                                {"short, none", of("0918"_hex), 3 + 4},
                                {"extended, none", of("091C"_hex), 3 + 10},
                                {"none, short", of("0990"_hex), 3 + 4},
                                {"none, extended", of("09D0"_hex), 3 + 10},
                                {"short, short", of("0998"_hex), 3 + 8},
                                {"short, short, one PAN", of("4998"_hex), 3 + 6},
                                {"extended, extended, one PAN", of("49DC"_hex), 3 + 18},
                                {"extended, extended", of("09DC"_hex), 3 + 20}};
  for (const auto& [what, frame, size] : cases) {
    const auto header = parse_mac_header(frame);
    ASSERT_TRUE(header) << what;
    EXPECT_EQ(header->size, size) << what;
    EXPECT_EQ(mac_reason(ByteView{frame}.first(size - 1)), Reason::kMalformed) << what;
    EXPECT_EQ(mac_reason(ByteView{frame}.first(size)), Reason{}) << what;
  }
}

TEST(MacHeader, TurnsTheExtendedAddressRound) {
  const auto header = parse_mac_header("08D084 2143 0100000000 48DEAC"_hex);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->type, FrameType::kBeacon);
  EXPECT_EQ(hex(*header->source), "acde480000000001");
}

TEST(MacHeader, RefusesWhatIsNotOfTheEdition) {
  EXPECT_EQ(mac_reason("0900000000000000"_hex), Reason::kUnsupported);  // 2003, secured
  EXPECT_EQ(mac_reason("0100000000000000"_hex), Reason::kNotSecured);   // 2003
  EXPECT_EQ(mac_reason("0920000000000000"_hex), Reason::kUnsupported);  // 2015
  EXPECT_EQ(mac_reason("0110000000000000"_hex), Reason::kNotSecured);
  EXPECT_EQ(mac_reason("0A10000000000000"_hex), Reason::kUnsupported);  // acknowledgement
  EXPECT_EQ(mac_reason("0C10000000000000"_hex), Reason::kUnsupported);  // reserved type
  EXPECT_EQ(mac_reason("8910000000000000"_hex), Reason::kUnsupported);  // reserved bits
  EXPECT_EQ(mac_reason("0914000000000000"_hex), Reason::kUnsupported);  // reserved address modes
  EXPECT_EQ(mac_reason("0950000000000000"_hex), Reason::kUnsupported);
  EXPECT_EQ(mac_reason("4918000000000000"_hex), Reason::kMalformed);  // one PAN, one address
  EXPECT_EQ(mac_reason("4990000000000000"_hex), Reason::kMalformed);
  EXPECT_EQ(mac_reason("0910"_hex), Reason::kMalformed);
  EXPECT_EQ(mac_reason({}), Reason::kMalformed);
}

TEST(SecurityHeader, IsReadAndWrittenInAllModes) {
  const std::vector<testing_support::Bytes> all{
      testing_support::to_bytes("02 05000000"_hex), testing_support::to_bytes("0D 78563412 07"_hex),
      testing_support::to_bytes("16 FEFFFFFF 01020304 08"_hex),
      testing_support::to_bytes("1F 00000080 0102030405060708 FF"_hex)};
  for (const auto& bytes : all) {
    const auto header = parse_security_header(bytes);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->size(), bytes.size());
    Fixed<kMaxSecurityHeaderSize> written{};
    write_security_header(*header, written);
    EXPECT_EQ(hex(ByteView{written}.first(header->size())), hex(bytes));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_EQ(parse_security_header(ByteView{bytes}.first(size)).error().reason,
                Reason::kMalformed);
    }
  }
  const auto header = parse_security_header(all[1]);
  EXPECT_EQ(header->level.value(), 5);
  EXPECT_EQ(header->frame_counter, 0x12345678U);
  EXPECT_EQ(header->key, (KeyIdentifier{.mode = 1, .index = 7}));
  for (const auto& reserved : {"2205000000"_hex, "4205000000"_hex, "8205000000"_hex}) {
    EXPECT_EQ(parse_security_header(reserved).error().reason, Reason::kUnsupported);
  }
}

TEST(OpenPayload, OfABeaconIsAllButItsPayload) {
  const auto size_of = [](ByteView payload) {
    const auto size = open_payload_size(FrameType::kBeacon, payload);
    return size ? *size : std::size_t{999};
  };
  EXPECT_EQ(size_of("55CF 00 00 51525354"_hex), 4U);
  EXPECT_EQ(size_of("55CF 02 00 010203040506 00 51"_hex), 11U);
  EXPECT_EQ(size_of("55CF 00 12 0102 0304 0102030405060708 51"_hex), 16U);
  EXPECT_EQ(size_of("55CF 00 12 0102 0304 01020304050607"_hex), 999U);
  EXPECT_EQ(size_of("55CF 02 00 0102"_hex), 999U);
  EXPECT_EQ(size_of("55CF 00"_hex), 999U);
  EXPECT_EQ(size_of("55CF"_hex), 999U);
}

}  // namespace
}  // namespace stsafe::ieee802154::header_test
