#include "ports/nonce_file/record.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

namespace stsafe::nonce_file::record_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::to_bytes;

// Made with Python from the table in record.h.
constexpr auto kBytes =
    "5354534146454E52 0102A0A1A2A3A4A5 A6A7A80000000000 0000000000000005"
    "0000000100000020 0102030405060708 1112131415161718 D9347A8900B3B2FC"_hex;
const Record kRecord{.kind = Kind::kFrameCounter,
                     .label = "A0A1A2A3A4A5A6A7A8"_hex,
                     .number = 5,
                     .end = 0x1'0000'0020,
                     .inode = 0x0102030405060708,
                     .birth = 0x1112131415161718};

TEST(NonceFileRecord, ItsChecksumIsThePublishedOne) {
  EXPECT_EQ(crc64("313233343536373839"_hex), 0x995DC9BBDF1939FA);
}

TEST(NonceFileRecord, LooksAsTheTableSays) {
  EXPECT_EQ(hex(encode(kRecord)), hex(kBytes));
  EXPECT_EQ(decode(kBytes, kPlaceDistance), kRecord);
}

TEST(NonceFileRecord, IsNothingInTheOtherPlace) { EXPECT_EQ(decode(kBytes, 0), std::nullopt); }

TEST(NonceFileRecord, IsNothingWithAnyBitChanged) {
  for (std::size_t bit = 0; bit < 8 * kRecordSize; ++bit) {
    auto bytes = kBytes;
    bytes[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_EQ(decode(bytes, kPlaceDistance), std::nullopt) << bit;
  }
}

TEST(NonceFileRecord, IsNothingIfItIsCutOff) {
  for (std::size_t size = 0; size < kRecordSize; ++size) {
    EXPECT_EQ(decode(ByteView{kBytes}.first(size), kPlaceDistance), std::nullopt) << size;
  }
}

TEST(NonceFileRecord, OfAnotherVersionOnlyThatIsKnown) {
  // Checksum from Python.
  Bytes bytes = to_bytes("5354534146454E52 02"_hex);
  bytes.resize(kRecordSize - 8);
  for (const auto byte : "5796844765BFAF1C"_hex) bytes.push_back(byte);
  const auto record = decode(bytes, 0);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->version, 2);
}

}  // namespace
}  // namespace stsafe::nonce_file::record_test
