#include "stsafe/host/echo.h"

#include <gtest/gtest.h>

#include "stsafe/host/reset.h"
#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;

TEST(EchoTest, WantsTheSameBytesBack) {
  ModelChip chip;
  Device device{chip};
  chip.next({.payload = to_bytes("010203"_hex)});
  EXPECT_TRUE(echo(device, "010203"_hex));
  EXPECT_EQ(hex(chip.payloads.back()), "010203");
  for (const auto& other :
       {to_bytes("0102"_hex), to_bytes("01020300"_hex), to_bytes("010204"_hex), to_bytes({})}) {
    chip.next({.payload = other});
    EXPECT_TRUE(echo(device, "010203"_hex).failed_with(LinkError::kUnexpectedResponse));
  }
  chip.next({.status = Status::kInvalidLifeCycleState});
  EXPECT_TRUE(echo(device, "010203"_hex).failed_with(Status::kInvalidLifeCycleState));
}

TEST(EchoTest, WantsSomethingThatFits) {
  ModelChip chip;
  Device device{chip};
  EXPECT_TRUE(echo(device, {}).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(echo(device, Fixed<750>{}).failed_with(LinkError::kFrameTooLong));
  EXPECT_TRUE(chip.log.empty());
}

TEST(ResetTest, RestartsTheChip) {
  ModelChip chip;
  Device device{chip};
  ASSERT_TRUE(reset_device(device));
  EXPECT_EQ(chip.log, std::vector<std::uint16_t>{0x01});
  chip.next({.lost_request = LinkError::kNotDelivered});
  EXPECT_TRUE(reset_device(device).failed_with(LinkError::kNotDelivered));
}

}  // namespace
}  // namespace stsafe::host
