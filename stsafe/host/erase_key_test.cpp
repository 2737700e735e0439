#include "stsafe/host/erase_key.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

TEST(EraseKey, NamesTheSlot) {
  testing_support::ModelChip chip;
  Device device{chip};
  ASSERT_TRUE(erase_key(device, wire::SlotNumber{3}));
  EXPECT_EQ(chip.log, std::vector<std::uint16_t>{0x1F19});
  EXPECT_EQ(testing_support::hex(chip.payloads.back()), "03");
}

TEST(EraseKey, PassesStatusesOnAndIsNotRepeated) {
  testing_support::ModelChip chip;
  Device device{chip};
  chip.next({.status = Status::kKeyBlocked});
  EXPECT_TRUE(erase_key(device, wire::SlotNumber{3}).failed_with(Status::kKeyBlocked));
  chip.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(erase_key(device, wire::SlotNumber{3}).failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip.log.size(), 2U);
}

}  // namespace
}  // namespace stsafe::host
