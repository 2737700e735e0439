#include "stsafe/wire/frame.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::wire {
namespace {

// Protocol part 01, section 1.11.
constexpr auto kEcho = "00 01 02 03 A7 29"_hex;
constexpr auto kEchoed = "00 00 05 01 02 03 A7 29"_hex;
// Sections 6.2 and 4.10: Stop volatile KEK session, and two protected commands.
constexpr auto kStop = "1F 06 7C 28"_hex;
constexpr auto kProtectedEcho = "E0 01 02 03 83 CF 5E 04 56 E2"_hex;
constexpr auto kProtectedExtended = "FF 0B 00 03 2B 65 6E 33 16 DF 55 ED 4D"_hex;
constexpr auto kAnswerWithBit6 = "40 00 09 01 02 03 C1 77 C6 79 37 4E"_hex;

TEST(ParseResponse, TakesHeaderAndPayload) {
  const auto response = parse_response(kEchoed);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status(), Status::kOk);
  EXPECT_TRUE(std::ranges::equal(response->payload, "010203"_hex));
}

TEST(ParseResponse, ReadsTheStatusFromTheLowBits) {
  const auto response = parse_response(kAnswerWithBit6);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status(), Status::kOk);
  EXPECT_EQ(response->header, std::byte{0x40});
}

TEST(ParseResponse, WantsLengthAndFrameToAgree) {
  for (std::size_t size = 0; size < kEchoed.size(); ++size) {
    EXPECT_TRUE(parse_response(ByteView{kEchoed}.first(size)).failed_with(LinkError::kBadLength))
        << size;
  }
  EXPECT_TRUE(parse_response("00 00 05 01 02 03 A7 29 00"_hex).failed_with(LinkError::kBadLength));
  EXPECT_TRUE(parse_response("00 00 00 F0 78"_hex).failed_with(LinkError::kBadLength));
  EXPECT_TRUE(parse_response("00 00 01 F0 78"_hex).failed_with(LinkError::kBadLength));
  EXPECT_TRUE(parse_response("00 01 02 F0 78"_hex).failed_with(LinkError::kBadLength));
}

// The length is not covered by the checksum (section 1.3).
TEST(ParseResponse, FindsEveryWrongBit) {
  for (std::size_t bit = 0; bit < 8 * kEchoed.size(); ++bit) {
    auto frame = kEchoed;
    frame[bit / 8] ^= std::byte{1} << (bit % 8);
    const bool in_length = bit / 8 == 1 || bit / 8 == 2;
    EXPECT_TRUE(parse_response(frame).failed_with(in_length ? LinkError::kBadLength
                                                            : LinkError::kBadChecksum))
        << bit;
  }
}

TEST(ParseCommand, TakesOneOrTwoBytesOfHeader) {
  const auto standard = parse_command(kEcho);
  ASSERT_TRUE(standard);
  EXPECT_EQ(standard->opcode(), Opcode{0x00});
  EXPECT_TRUE(std::ranges::equal(standard->body, "010203"_hex));
  const auto extended = parse_command(kStop);
  ASSERT_TRUE(extended);
  EXPECT_EQ(extended->opcode(), Opcode{0x1F06});
  EXPECT_TRUE(extended->body.empty());
}

TEST(ParseCommand, TellsTheProtectionFromTheCode) {
  const auto plain = parse_command(kEcho);
  const auto standard = parse_command(kProtectedEcho);
  const auto extended = parse_command(kProtectedExtended);
  ASSERT_TRUE(plain && standard && extended);
  EXPECT_EQ(plain->protection(), std::byte{0});
  EXPECT_EQ(standard->protection(), kProtectionBits);
  EXPECT_EQ(standard->opcode(), Opcode{0x00});
  EXPECT_EQ(extended->protection(), kProtectionBits);
  EXPECT_EQ(extended->opcode(), Opcode{0x1F0B});
}

TEST(ParseCommand, RefusesFramesThatAreTooShort) {
  EXPECT_TRUE(parse_command({}).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(parse_command("00"_hex).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(parse_command("00 A7"_hex).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(parse_command("1F 06 7C"_hex).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(parse_command("FF 06 7C"_hex).failed_with(LinkError::kTruncated));
}

TEST(ParseCommand, FindsEveryWrongBitBehindTheHeader) {
  for (std::size_t bit = 8; bit < 8 * kEcho.size(); ++bit) {
    auto frame = kEcho;
    frame[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_TRUE(parse_command(frame).failed_with(LinkError::kBadChecksum)) << bit;
  }
}

TEST(SealCommand, NeedsRoomForTheChecksum) {
  auto buffer = "00 01 02 03 EE EE"_hex;
  EXPECT_TRUE(seal_command(ByteSpan{buffer}.first(5), 4).failed_with(LinkError::kFrameTooLong));
  const auto sealed = seal_command(buffer, 4);
  ASSERT_TRUE(sealed);
  EXPECT_TRUE(std::ranges::equal(*sealed, kEcho));
}

TEST(SealResponse, PutsHeaderLengthAndChecksumAroundThePayload) {
  auto buffer = "EE EE EE 01 02 03 EE EE EE"_hex;
  EXPECT_TRUE(std::ranges::equal(seal_response(buffer, std::byte{0}, 3), kEchoed));
  EXPECT_EQ(buffer.back(), std::byte{0xEE});
}

}  // namespace
}  // namespace stsafe::wire
