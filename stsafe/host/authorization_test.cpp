#include "stsafe/host/authorization.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::host::authorization_test {
namespace {

using wire::CommandAccess;

constexpr wire::Opcode kEcho{0x00};
constexpr wire::Opcode kEncrypt{0x1B};
constexpr wire::Opcode kStartHash{0x1F00};
constexpr wire::Opcode kWriteWrapped{0x1F09};

TEST(Authorization, FreesEveryCommandUntilLoaded) {
  const Authorization authorization;
  for (const auto opcode : {kEcho, kEncrypt, kStartHash, kWriteWrapped}) {
    const auto rule = authorization.rule(opcode);
    EXPECT_EQ(rule.opcode, opcode);
    EXPECT_EQ(rule.access, CommandAccess::kFree);
    EXPECT_FALSE(rule.encrypt_command);
    EXPECT_FALSE(rule.encrypt_response);
  }
}

TEST(Authorization, KeepsAccessAndFlagsOfEachCommand) {
  Authorization authorization;
  ASSERT_TRUE(authorization.load(4, "00 03 00  1B 03 02  1F 00 05 00  1F 09 00 03"_hex));
  EXPECT_EQ(authorization.rule(kEcho).access, CommandAccess::kHost);
  EXPECT_EQ(authorization.rule(kEncrypt).access, CommandAccess::kHost);
  EXPECT_TRUE(authorization.rule(kEncrypt).encrypt_command);
  EXPECT_FALSE(authorization.rule(kEncrypt).encrypt_response);
  EXPECT_EQ(authorization.rule(kStartHash).access, CommandAccess::kAdminOrHost);
  EXPECT_EQ(authorization.rule(kWriteWrapped).access, CommandAccess::kNever);
  EXPECT_TRUE(authorization.rule(kWriteWrapped).encrypt_command);
  EXPECT_TRUE(authorization.rule(kWriteWrapped).encrypt_response);
}

TEST(Authorization, TellsStandardFromExtendedCodes) {
  Authorization authorization;
  ASSERT_TRUE(authorization.load(1, "1F 00 03 00"_hex));
  EXPECT_EQ(authorization.rule(kStartHash).access, CommandAccess::kHost);
  EXPECT_EQ(authorization.rule(kEcho).access, CommandAccess::kFree);
}

// T-19: the vendor's library takes 05 for free.
TEST(Authorization, DemandsASessionForWhatTheHostMayOrIsEncrypted) {
  for (const auto& record : {"1B 03 00"_hex, "1B 05 00"_hex, "1B 01 01"_hex, "1B 01 02"_hex,
                             "1B 00 01"_hex, "1B 04 02"_hex}) {
    Authorization authorization;
    ASSERT_TRUE(authorization.load(1, record));
    EXPECT_TRUE(authorization.demands_session(kEncrypt));
    EXPECT_FALSE(authorization.demands_session(wire::Opcode{0x1C}));
  }
}

// A session helps nobody there: never, free, admin, admin or password.
TEST(Authorization, DemandsNoSessionForWhatElseTheChipWants) {
  for (const auto& record : {"1B 00 00"_hex, "1B 01 00"_hex, "1B 02 00"_hex, "1B 04 00"_hex}) {
    Authorization authorization;
    ASSERT_TRUE(authorization.load(1, record));
    EXPECT_FALSE(authorization.demands_session(kEncrypt));
  }
}

TEST(Authorization, IgnoresTheUpperBitsOfTheFlags) {
  Authorization authorization;
  ASSERT_TRUE(authorization.load(1, "00 01 FC"_hex));
  EXPECT_FALSE(authorization.rule(kEcho).encrypt_command);
  EXPECT_FALSE(authorization.rule(kEcho).encrypt_response);
}

TEST(Authorization, FreesAgainWhatANewTableDoesNotList) {
  Authorization authorization;
  ASSERT_TRUE(authorization.load(1, "00 03 00"_hex));
  ASSERT_TRUE(authorization.load(0, {}));
  EXPECT_EQ(authorization.rule(kEcho).access, CommandAccess::kFree);
}

TEST(Authorization, RefusesRecordsThatEndEarly) {
  Authorization authorization;
  const auto records = "00 01 00 1F 09 03 00"_hex;
  for (std::size_t size = 0; size < records.size(); ++size) {
    EXPECT_TRUE(
        authorization.load(2, ByteView{records}.first(size)).failed_with(LinkError::kTruncated))
        << size;
  }
}

TEST(Authorization, RefusesBytesAfterTheLastRecord) {
  Authorization authorization;
  EXPECT_TRUE(authorization.load(1, "00 01 00 1B"_hex).failed_with(LinkError::kTrailingBytes));
  EXPECT_TRUE(authorization.load(0, "00"_hex).failed_with(LinkError::kTrailingBytes));
}

TEST(Authorization, RefusesCodesAndAccessOutsideTheirRange) {
  Authorization authorization;
  for (const auto& record : {"20 01 00"_hex, "E0 01 00"_hex, "00 08 00"_hex, "00 FF 00"_hex}) {
    EXPECT_TRUE(authorization.load(1, record).failed_with(LinkError::kMalformedField));
  }
  EXPECT_TRUE(authorization.load(1, "1F 20 01 00"_hex).failed_with(LinkError::kMalformedField));
}

TEST(Authorization, KeepsTheOldTableWhenTheNewOneIsRefused) {
  Authorization authorization;
  ASSERT_TRUE(authorization.load(1, "00 03 00"_hex));
  EXPECT_FALSE(authorization.load(2, "00 01 00 1B 09 00"_hex));
  EXPECT_EQ(authorization.rule(kEcho).access, CommandAccess::kHost);
}

}  // namespace
}  // namespace stsafe::host::authorization_test
