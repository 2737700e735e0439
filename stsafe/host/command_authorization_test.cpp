#include "stsafe/host/command_authorization.h"

#include <gtest/gtest.h>

#include "tests/support/model_chip.h"

namespace stsafe::host {
namespace {

using testing_support::hex;
using testing_support::ModelChip;
using testing_support::to_bytes;
using wire::CommandAccess;

constexpr std::array kRules{
    wire::CommandRule{.opcode = wire::Opcode{0x00}, .access = CommandAccess::kFree},
    wire::CommandRule{
        .opcode = wire::Opcode{0x1B}, .access = CommandAccess::kHost, .encrypt_command = true},
    wire::CommandRule{
        .opcode = wire::Opcode{0x1F1A}, .access = CommandAccess::kHost, .encrypt_response = true}};

class CommandAuthorizationTest : public testing::Test {
 protected:
  CommandAuthorizationTest() {
    chip_.always(wire::Opcode{0x1411}, {.payload = to_bytes("01 03 AA6001"_hex)});
    chip_.always(wire::Opcode{0x1424}, {.payload = to_bytes("02 03 000100 1B0302 1F1A0301"_hex)});
  }
  ModelChip chip_;
  Device device_{chip_};
};

TEST_F(CommandAuthorizationTest, IsRead) {
  const auto table = CommandAuthorization::read(device_);
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->conditions_may_change());
  EXPECT_FALSE(table->flags_may_change());
  EXPECT_TRUE(std::ranges::equal(table->rules(), kRules));
}

TEST_F(CommandAuthorizationTest, RefusesANumberThatDoesNotFitTheRecords) {
  const auto read = [&](ByteView payload) {
    chip_.next({.payload = to_bytes(payload)});
    return CommandAuthorization::read(device_);
  };
  EXPECT_TRUE(read("03 02 000100"_hex).failed_with(LinkError::kTruncated));
  EXPECT_TRUE(read("03 01 000100 00"_hex).failed_with(LinkError::kTrailingBytes));
  EXPECT_TRUE(read("03 41"_hex).failed_with(LinkError::kUnexpectedResponse));
}

// Part 01, section 3.3.
TEST_F(CommandAuthorizationTest, IsPutInTwoLists) {
  ASSERT_TRUE(put_command_access_conditions(device_, kRules));
  EXPECT_EQ(hex(chip_.payloads[0]), "290300011b031f1a03");
  EXPECT_EQ(device_.authorization().rule(wire::Opcode{0x1B}).access, CommandAccess::kHost);
  chip_.payloads.clear();
  ASSERT_TRUE(put_command_encryption_flags(device_, kRules));
  EXPECT_EQ(hex(chip_.payloads[0]), "2a0300001b021f1a01");
  EXPECT_TRUE(device_.authorization().rule(wire::Opcode{0x1F1A}).encrypt_response);
}

TEST_F(CommandAuthorizationTest, IsLeftAsItIsKnownIfThePutFails) {
  chip_.next({.status = Status::kAccessConditionNotSatisfied});
  EXPECT_TRUE(put_command_access_conditions(device_, kRules)
                  .failed_with(Status::kAccessConditionNotSatisfied));
  EXPECT_EQ(chip_.log.size(), 1U);
  EXPECT_EQ(device_.authorization().rule(wire::Opcode{0x1B}).access, CommandAccess::kFree);
}

TEST_F(CommandAuthorizationTest, WantsRules) {
  EXPECT_TRUE(put_command_access_conditions(device_, {}).failed_with(UsageError::kWrongSize));
  const std::array<wire::CommandRule, 65> many{};
  EXPECT_TRUE(put_command_encryption_flags(device_, many).failed_with(UsageError::kWrongSize));
  EXPECT_TRUE(chip_.log.empty());
}

}  // namespace
}  // namespace stsafe::host
