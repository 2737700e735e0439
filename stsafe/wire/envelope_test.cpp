#include "stsafe/wire/envelope.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

// Protocol part 02, section 3.3.
namespace stsafe::wire {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::join;
using testing_support::to_bytes;

/// One row of the section's table: key information, key size, size of the plaintext.
struct Row {
  Bytes info;
  std::size_t key_size;
  std::size_t plain_size;
};

std::vector<Row> rows() {
  return {{to_bytes("00 05 00 02 000C"_hex), 16, 24},
          {to_bytes("00 05 00 01 0003 02"_hex), 16, 24},
          {to_bytes("00 05 00 03 003C 10"_hex), 16, 24},
          {to_bytes("00 05 00 00 000C 04 00"_hex), 16, 32},
          {to_bytes("00 05 01 02 000C"_hex), 32, 40},
          {to_bytes("00 05 01 01 0003 02"_hex), 32, 40},
          {to_bytes("00 05 01 03 003C 10"_hex), 32, 40},
          {to_bytes("00 05 01 00 000C 04 00"_hex), 32, 48},
          {to_bytes("00 05 02 04 0040 01 10"_hex), 16, 32},
          {to_bytes("00 05 02 05 0003 10 20"_hex), 32, 48},
          {to_bytes("00 05 02 05 0003 10 14"_hex), 20, 32}};
}

Bytes key_of(std::size_t size) { return Bytes(size, std::byte{0x5A}); }

/// The envelope, put together by hand.
Bytes envelope_of(const Row& row) {
  auto plain = join({row.info, key_of(row.key_size), "80"_hex});
  plain.resize(row.plain_size);
  return plain;
}

KeyInfo info_of(const Row& row) {
  Reader r{row.info};
  KeyInfo info;
  decode(r, info);
  EXPECT_TRUE(r.finish());
  return info;
}

TEST(WriteEnvelope, PadsToAMultipleOfEightByAtLeastOne) {
  for (const auto& row : rows()) {
    Fixed<kMaxEnvelopeSize> buffer{};
    buffer.fill(std::byte{0xEE});
    const auto size = write_envelope(info_of(row), key_of(row.key_size), buffer);
    ASSERT_TRUE(size) << hex(row.info);
    EXPECT_EQ(hex(ByteView{buffer}.first(*size)), hex(envelope_of(row)));
  }
}

TEST(WriteEnvelope, NeedsRoomForItsPadding) {
  for (const auto& row : rows()) {
    for (std::size_t size = 0; size < row.plain_size; ++size) {
      Bytes buffer(size);
      EXPECT_TRUE(write_envelope(info_of(row), key_of(row.key_size), buffer)
                      .failed_with(LinkError::kFrameTooLong));
    }
  }
}

TEST(ReadEnvelope, FindsInformationAndKey) {
  for (const auto& row : rows()) {
    const auto plain = envelope_of(row);
    const auto content = read_envelope(plain);
    ASSERT_TRUE(content) << hex(row.info);
    EXPECT_EQ(content->info.slot, SlotNumber{5});
    EXPECT_EQ(content->info.key, info_of(row).key);
    EXPECT_EQ(hex(content->key), hex(key_of(row.key_size)));
  }
}

TEST(ReadEnvelope, RefusesOneThatEndsBeforeItsPadding) {
  for (const auto& row : rows()) {
    const auto plain = envelope_of(row);
    const auto least = row.info.size() + row.key_size + 1;
    for (std::size_t size = 0; size < least; ++size) {
      EXPECT_FALSE(read_envelope(ByteView{plain}.first(size))) << size;
    }
  }
}

TEST(ReadEnvelope, RefusesAnotherStartOfThePadding) {
  const auto row = rows().front();
  for (const auto start : {0x00, 0x01, 0x7F, 0x81, 0xFF}) {
    auto plain = envelope_of(row);
    plain[row.info.size() + row.key_size] = static_cast<std::byte>(start);
    EXPECT_TRUE(read_envelope(plain).failed_with(LinkError::kMalformedField)) << start;
  }
}

TEST(ReadEnvelope, RefusesPaddingThatIsNotZero) {
  for (const auto& row : rows()) {
    const auto good = envelope_of(row);
    for (auto at = row.info.size() + row.key_size + 1; at < good.size(); ++at) {
      auto plain = good;
      plain[at] = std::byte{0x01};
      EXPECT_FALSE(read_envelope(plain)) << at;
    }
  }
}

TEST(ReadEnvelope, RefusesMoreThanEightBytesOfPadding) {
  for (const auto& row : rows()) {
    auto plain = envelope_of(row);
    plain.resize(plain.size() + 8);
    EXPECT_TRUE(read_envelope(plain).failed_with(LinkError::kTrailingBytes)) << hex(row.info);
  }
}

// The vendor's library announces 32 bytes and sends 16 (trap T-6).
TEST(ReadEnvelope, RefusesASecretShorterThanAnnounced) {
  const auto plain =
      join({"00 05 02 05 0003 10 20"_hex, key_of(16), "80 00 00 00 00 00 00 00"_hex});
  EXPECT_FALSE(read_envelope(plain));
}

TEST(ReadEnvelope, RefusesAKeyOfUnknownType) {
  EXPECT_FALSE(read_envelope(join({"00 05 03 00 000C 04 00"_hex, key_of(32), "80"_hex})));
}

}  // namespace
}  // namespace stsafe::wire
