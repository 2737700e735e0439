#include "cose/local_key_id.h"

#include <gtest/gtest.h>

#include "cose/key_id.h"
#include "tests/support/bytes.h"

namespace stsafe::cose::local_key_id_test {
namespace {

using testing_support::hex;

constexpr LocalKeyId kId{"02092012B6A4C50139"_hex, wire::LocalEnvelopeSlot{1}};

TEST(LocalKeyId, SaysWhichKeyOfWhichChip) {
  const auto encoded = encode_local_key_id(kId);
  EXPECT_EQ(hex(encoded), "413132304c02092012b6a4c5013901");
  EXPECT_EQ(parse_local_key_id(encoded), kId);
  EXPECT_EQ(to_text(kId), "local envelope slot 1 of chip 02092012B6A4C50139");
}

TEST(LocalKeyId, IsNoneOfAnotherForm) {
  const auto encoded = encode_local_key_id(kId);
  EXPECT_FALSE(parse_key_id(encoded));
  EXPECT_FALSE(parse_local_key_id(encode_key_id({kId.serial_number, wire::SlotNumber{1}})));
  EXPECT_FALSE(parse_local_key_id(ByteView{encoded}.first(14)));
  for (std::size_t i = 0; i < 5; ++i) {
    auto other = encoded;
    other[i] ^= std::byte{0x20};
    EXPECT_FALSE(parse_local_key_id(other)) << i;
  }
}

}  // namespace
}  // namespace stsafe::cose::local_key_id_test
