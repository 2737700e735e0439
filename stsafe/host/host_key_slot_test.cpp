#include "stsafe/host/host_key_slot.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

class HostKeySlotTest : public testing::Test {
 protected:
  Result<std::optional<wire::HostKeyState>> read(ByteView payload) {
    chip_.always(wire::Opcode{ModelChip::kQueryCounter}, {.payload = to_bytes(payload)});
    return read_host_key_slot(device_);
  }
  Result<std::optional<wire::SequenceCounter>> read_v1(ByteView payload) {
    chip_.next({.payload = to_bytes(payload)});
    return read_host_key_slot_v1(device_);
  }

  ModelChip chip_;
  Device device_{chip_};
};

// Part 01, section 3.6.
TEST_F(HostKeySlotTest, SaysTypeAndCounter) {
  const auto state = read("0101 00000041"_hex);
  ASSERT_TRUE(state);
  ASSERT_TRUE(state->has_value());
  EXPECT_EQ((*state)->type, wire::HostKeyType::kAes256);
  EXPECT_EQ((*state)->counter, wire::SequenceCounter{0x41});
  EXPECT_FALSE(read("00"_hex)->has_value());
  EXPECT_TRUE(read("0102 00000041"_hex).failed_with(LinkError::kMalformedField));
}

TEST_F(HostKeySlotTest, SaysThreeBytesOfTheCounterInTheOlderForm) {
  EXPECT_EQ(**read_v1("01 010041"_hex), wire::SequenceCounter{0x010041});
  EXPECT_EQ(hex(chip_.payloads.back()), "17");
  EXPECT_FALSE(read_v1("00"_hex)->has_value());
}

TEST_F(HostKeySlotTest, HasControlFields) {
  chip_.next({.payload = to_bytes("0AFF"_hex)});
  const auto fields = read_host_key_control_fields(device_);
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields, (wire::HostKeyControlFields{0x0A, 0xFF}));
  EXPECT_EQ(hex(chip_.payloads.back()), "4a");
  ASSERT_TRUE(put_host_key_control_fields(device_, {0x07, 0xFF}));
  EXPECT_EQ(hex(chip_.payloads.back()), "4a07ff");
}

TEST_F(HostKeySlotTest, HasNoOtherFlags) {
  for (const int wrong : {0x10, 0x20, 0x40, 0x80}) {
    EXPECT_TRUE(put_host_key_control_fields(device_, {.flags = static_cast<std::uint8_t>(wrong)})
                    .failed_with(UsageError::kOutOfRange));
  }
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(HostKeySlotTest, PassesOnWhatTheChipSays) {
  const auto status = Status::kAccessConditionNotSatisfied;
  for (int i = 0; i < 3; ++i) chip_.next({.status = status});
  EXPECT_TRUE(read_host_key_slot_v1(device_).failed_with(status));
  EXPECT_TRUE(read_host_key_control_fields(device_).failed_with(status));
  EXPECT_TRUE(put_host_key_control_fields(device_, {}).failed_with(status));
}

}  // namespace
}  // namespace stsafe::host
