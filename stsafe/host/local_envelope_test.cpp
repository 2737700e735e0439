#include "stsafe/host/local_envelope.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

constexpr auto kPayload = "00112233445566778899AABBCCDDEEFF"_hex;
constexpr auto kWrapped = "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5"_hex;

class LocalEnvelopeTest : public testing::Test {
 protected:
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }

  ModelChip chip_;
  Device device_{chip_};
  LocalEnvelopeKey key_{device_, wire::LocalEnvelopeSlot{1}};
};

TEST_F(LocalEnvelopeTest, GeneratesItsKey) {
  ASSERT_TRUE(key_.generate(wire::KeyType::kAes256));
  EXPECT_EQ(hex(chip_.payloads.back()), "070101");
  chip_.next({.status = Status::kAccessConditionNotSatisfied});
  EXPECT_TRUE(
      key_.generate(wire::KeyType::kAes128).failed_with(Status::kAccessConditionNotSatisfied));
  EXPECT_TRUE(key_.generate(wire::KeyType::kGenericSecret).failed_with(UsageError::kOutOfRange));
  EXPECT_EQ(chip_.log.size(), 2U);
}

TEST_F(LocalEnvelopeTest, DoesNotRepeatWhatCannotBeUndone) {
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(key_.generate(wire::KeyType::kAes256).failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.log.size(), 1U);
}

TEST_F(LocalEnvelopeTest, Wraps) {
  answer(kWrapped);
  Fixed<24> wrapped{};
  ASSERT_TRUE(key_.wrap(kPayload, wrapped));
  EXPECT_EQ(wrapped, kWrapped);
  EXPECT_EQ(hex(chip_.payloads.back()), "0100112233445566778899aabbccddeeff");
}

TEST_F(LocalEnvelopeTest, Unwraps) {
  answer(kPayload);
  Fixed<16> payload{};
  ASSERT_TRUE(key_.unwrap(kWrapped, payload));
  EXPECT_EQ(payload, kPayload);
  EXPECT_EQ(hex(chip_.payloads.back()), "011fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
}

TEST_F(LocalEnvelopeTest, LeavesThePayloadAloneIfItDoesNotUnwrap) {
  chip_.next({.status = Status::kInconsistentCommandData});
  auto payload = kPayload;
  EXPECT_TRUE(key_.unwrap(kWrapped, payload).failed_with(Status::kInconsistentCommandData));
  EXPECT_EQ(payload, kPayload);
}

// The vendor's host does not check that a payload is whole blocks.
TEST_F(LocalEnvelopeTest, TakesPayloadsOfSixteenTo480BytesInWholeBlocks) {
  testing_support::Bytes payload(500);
  testing_support::Bytes wrapped(508);
  for (std::size_t size = 0; size <= payload.size(); ++size) {
    const bool fits = size >= 16 && size <= 480 && size % 8 == 0;
    if (fits) answer(ByteView{wrapped}.first(size + 8));
    EXPECT_EQ(static_cast<bool>(
                  key_.wrap(ByteView{payload}.first(size), ByteSpan{wrapped}.first(size + 8))),
              fits)
        << size;
    if (fits) answer(ByteView{payload}.first(size));
    EXPECT_EQ(static_cast<bool>(
                  key_.unwrap(ByteView{wrapped}.first(size + 8), ByteSpan{payload}.first(size))),
              fits)
        << size;
  }
}

TEST_F(LocalEnvelopeTest, WantsBuffersThatFit) {
  Fixed<23> small{};
  Fixed<25> large{};
  EXPECT_TRUE(key_.wrap(kPayload, small).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(key_.wrap(kPayload, large).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(key_.unwrap(kWrapped, small).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(key_.unwrap({}, {}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(LocalEnvelopeTest, RefusesAnswersOfAnotherSize) {
  answer(kPayload);
  Fixed<24> wrapped{};
  EXPECT_TRUE(key_.wrap(kPayload, wrapped).failed_with(LinkError::kUnexpectedResponse));
  answer(kWrapped);
  Fixed<16> payload{};
  EXPECT_TRUE(key_.unwrap(kWrapped, payload).failed_with(LinkError::kUnexpectedResponse));
}

// Part 04, section 3.1, frame 5.
TEST_F(LocalEnvelopeTest, ReadsTheTableOfAnA110) {
  answer("02 000100 010100"_hex);
  const auto table = read_local_envelope_keys(device_);
  ASSERT_TRUE(table);
  ASSERT_EQ(table->num_slots, 2U);
  EXPECT_TRUE(table->records[1].present);
  EXPECT_EQ(table->records[1].slot, wire::LocalEnvelopeSlot{1});
  EXPECT_EQ(table->records[1].type, wire::KeyType::kAes128);
}

TEST_F(LocalEnvelopeTest, ReadsEmptySlotsWithAndWithoutAType) {
  for (const auto& answered : {to_bytes("02 0000 010101"_hex), to_bytes("02 000000 010101"_hex)}) {
    answer(answered);
    const auto table = read_local_envelope_keys(device_);
    ASSERT_TRUE(table);
    EXPECT_FALSE(table->records[0].present);
    EXPECT_TRUE(table->records[1].present);
    EXPECT_EQ(table->records[1].type, wire::KeyType::kAes256);
  }
}

TEST_F(LocalEnvelopeTest, RefusesATableThatIsNone) {
  answer("03 000100 010100 020100"_hex);
  EXPECT_TRUE(read_local_envelope_keys(device_).failed_with(LinkError::kUnexpectedResponse));
  answer("02 000100 0101"_hex);
  EXPECT_TRUE(read_local_envelope_keys(device_).failed_with(LinkError::kTruncated));
  answer("02 000100 010100 00"_hex);
  EXPECT_TRUE(read_local_envelope_keys(device_).failed_with(LinkError::kTrailingBytes));
}

}  // namespace
}  // namespace stsafe::host
