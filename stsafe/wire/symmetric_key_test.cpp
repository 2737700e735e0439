#include "stsafe/wire/symmetric_key.h"

#include <gtest/gtest.h>

#include "tests/support/bytes.h"

// The examples of the documents are in tests/vectors.
namespace stsafe::wire::symmetric_key_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::to_bytes;

Result<SlotRecord> read_record(ByteView bytes, SecretParameters form) {
  Reader r{bytes};
  SlotRecord record;
  decode(r, record, form);
  if (auto end = r.finish(); !end) return end.error();
  return record;
}

/// A record, and the form in which it is written.
struct Sample {
  Bytes bytes;
  SecretParameters form;
};

std::vector<Sample> samples() {
  return {{to_bytes("00"_hex), SecretParameters::kNone},
          {to_bytes("01 01 00 000C 04 00"_hex), SecretParameters::kNone},
          {to_bytes("03 01 00 000C 08 89 00000102"_hex), SecretParameters::kNone},
          {to_bytes("05 00 01 0003 02"_hex), SecretParameters::kNone},
          {to_bytes("01 00 02 000C"_hex), SecretParameters::kNone},
          {to_bytes("01 01 03 003C 10"_hex), SecretParameters::kNone},
          {to_bytes("01 02 04 0040"_hex), SecretParameters::kNone},
          {to_bytes("01 02 04 0040 01"_hex), SecretParameters::kOne},
          {to_bytes("01 02 04 0040 01 20"_hex), SecretParameters::kTwo},
          {to_bytes("01 02 05 0003"_hex), SecretParameters::kNone},
          {to_bytes("01 02 05 0003 10"_hex), SecretParameters::kOne},
          {to_bytes("01 02 05 0003 10 14"_hex), SecretParameters::kTwo}};
}

TEST(SlotRecord, IsWrittenAsItWasRead) {
  for (const auto& sample : samples()) {
    const auto record = read_record(sample.bytes, sample.form);
    ASSERT_TRUE(record) << hex(sample.bytes);
    Fixed<16> buffer{};
    Writer w{buffer};
    encode(w, *record, sample.form);
    ASSERT_TRUE(w.finish());
    EXPECT_EQ(hex(*w.finish()), hex(sample.bytes));
  }
}

TEST(SlotRecord, IsRefusedIfItEndsEarlyOrLate) {
  for (const auto& sample : samples()) {
    for (std::size_t size = 0; size < sample.bytes.size(); ++size) {
      EXPECT_TRUE(read_record(ByteView{sample.bytes}.first(size), sample.form)
                      .failed_with(LinkError::kTruncated))
          << hex(sample.bytes) << " " << size;
    }
    auto longer = sample.bytes;
    longer.push_back(std::byte{0});
    EXPECT_TRUE(read_record(longer, sample.form).failed_with(LinkError::kTrailingBytes));
  }
}

TEST(SlotRecord, HasTheParametersOfSecretsInTheirFormOnly) {
  const auto one = read_record("01 02 05 0003 10"_hex, SecretParameters::kOne);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->key.parameter, 16);
  EXPECT_EQ(one->key.secret_size, 0);
  const auto two = read_record("01 02 05 0003 10 14"_hex, SecretParameters::kTwo);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->key.secret_size, 20);
}

TEST(SlotRecord, IsRefusedWithAnUnknownMode) {
  for (const auto& record : {"01 01 06 000C"_hex, "01 01 FF 000C"_hex}) {
    EXPECT_TRUE(
        read_record(record, SecretParameters::kNone).failed_with(LinkError::kMalformedField));
  }
}

TEST(SlotRecord, IgnoresTheOtherFlagsOfAnEmptySlot) {
  const auto record = read_record("06"_hex, SecretParameters::kNone);
  ASSERT_TRUE(record);
  EXPECT_FALSE(record->present);
}

TEST(KeyInfo, EndsWhereItsModeSays) {
  const std::array<Bytes, 6> infos{
      to_bytes("00 05 01 00 000C 04 00"_hex), to_bytes("00 05 00 01 0003 02"_hex),
      to_bytes("00 05 00 02 000C"_hex),       to_bytes("00 05 01 03 003C 10"_hex),
      to_bytes("00 05 02 04 0040 01 20"_hex), to_bytes("00 05 02 05 0003 10 14"_hex)};
  for (const auto& bytes : infos) {
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      Reader r{ByteView{bytes}.first(size)};
      KeyInfo info;
      decode(r, info);
      EXPECT_EQ(static_cast<bool>(r.finish()), size == bytes.size()) << hex(bytes) << " " << size;
    }
  }
}

TEST(KeyDescription, KnowsTheSizeOfItsKey) {
  EXPECT_EQ((KeyDescription{.type = KeyType::kAes128}.key_size()), 16U);
  EXPECT_EQ((KeyDescription{.type = KeyType::kAes256}.key_size()), 32U);
  EXPECT_EQ((KeyDescription{.type = KeyType::kGenericSecret, .secret_size = 20}.key_size()), 20U);
  EXPECT_EQ((KeyDescription{.type = static_cast<KeyType>(3)}.key_size()), 0U);
}

TEST(CounterPlacement, IsOneByte) {
  EXPECT_FALSE(CounterPlacement{}.present());
  EXPECT_TRUE(CounterPlacement::at(0).present());
  EXPECT_EQ(CounterPlacement::at(9).wire(), 0x89);
  EXPECT_EQ(CounterPlacement::at(9).offset(), 9);
  EXPECT_FALSE(CounterPlacement::from_wire(0x09).present());
}

TEST(Usage, IsASet) {
  EXPECT_EQ((kEncrypt | kDecrypt).raw(), 0x000C);
  EXPECT_TRUE(includes(kEncrypt | kDecrypt, kEncrypt));
  EXPECT_FALSE(includes(kEncrypt, kEncrypt | kDecrypt));
  EXPECT_TRUE(includes(kEncrypt, Usage{}));
}

}  // namespace
}  // namespace stsafe::wire::symmetric_key_test
