#include "stsafe/host/slot_control_fields.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

class SlotControlFieldsTest : public testing::Test {
 protected:
  void answer(ByteView payload) { chip_.next({.payload = to_bytes(payload)}); }
  std::string last_payload() { return hex(chip_.payloads.back()); }

  ModelChip chip_;
  Device device_{chip_};
};

// The examples of part 02, section 2.
TEST_F(SlotControlFieldsTest, AreReadAndPut) {
  answer("08FFFF"_hex);
  const auto fields = read_slot_control_fields(device_, wire::SlotNumber{7});
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields, wire::SlotControlFields{.flags = wire::SlotControlFields::kChangeRight});
  EXPECT_EQ(last_payload(), "4b07");
  using Fields = wire::SlotControlFields;
  ASSERT_TRUE(
      put_slot_control_fields(device_, wire::SlotNumber{7},
                              {.flags = Fields::kEcdheAnonymous | Fields::kWrappedAnonymous}));
  EXPECT_EQ(last_payload(), "4b0703ffff");
  EXPECT_TRUE(put_slot_control_fields(device_, wire::SlotNumber{7}, {.flags = 0x3F}));
}

TEST_F(SlotControlFieldsTest, HaveNoOtherFlags) {
  for (const int wrong : {0x40, 0x80, 0xFF}) {
    EXPECT_TRUE(put_slot_control_fields(device_, wire::SlotNumber{7},
                                        {.flags = static_cast<std::uint8_t>(wrong)})
                    .failed_with(UsageError::kOutOfRange));
  }
  EXPECT_TRUE(chip_.log.empty());
}

TEST_F(SlotControlFieldsTest, PassOnWhatTheChipSays) {
  const auto status = Status::kAccessConditionNotSatisfied;
  for (int i = 0; i < 2; ++i) chip_.next({.status = status});
  EXPECT_TRUE(read_slot_control_fields(device_, wire::SlotNumber{7}).failed_with(status));
  EXPECT_TRUE(put_slot_control_fields(device_, wire::SlotNumber{7}, {}).failed_with(status));
}

}  // namespace
}  // namespace stsafe::host
