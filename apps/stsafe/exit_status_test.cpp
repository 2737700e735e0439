#include "apps/stsafe/exit_status.h"

#include <gtest/gtest.h>

namespace stsafe::tool {
namespace {

using Kind = devices::Failure::Kind;

TEST(ExitStatus, TellsLayersApart) {
  EXPECT_EQ(kind_of(BusError::kNack), Kind::kBus);
  EXPECT_EQ(kind_of(LinkError::kNoAnswer), Kind::kBus);
  EXPECT_EQ(kind_of(ChannelError::kInvalidResponseMac), Kind::kNotAuthentic);
  EXPECT_EQ(kind_of(CryptoError::kBackendFailed), Kind::kFailed);
  EXPECT_EQ(kind_of(Status::kCommandNotAuthorized), Kind::kRefused);
  EXPECT_EQ(kind_of(UsageError::kOutOfRange), Kind::kUsage);
}

TEST(ExitStatus, TellsWhatIsMissingFromWhatIsRefused) {
  EXPECT_EQ(kind_of(Status::kKeyNotFound), Kind::kNotFound);
  EXPECT_EQ(kind_of(UsageError::kSlotHasNoSuchKey), Kind::kNotFound);
  EXPECT_EQ(kind_of(CryptoError::kNotAuthentic), Kind::kNotAuthentic);
}

TEST(ExitStatus, IsTheNumberThatIsDocumented) {
  EXPECT_EQ(exit_status_of(Kind::kFailed), 1);
  EXPECT_EQ(exit_status_of(Kind::kUsage), 2);
  EXPECT_EQ(exit_status_of(Kind::kRefused), 3);
  EXPECT_EQ(exit_status_of(Kind::kNotAuthentic), 4);
  EXPECT_EQ(exit_status_of(Kind::kBus), 5);
  EXPECT_EQ(exit_status_of(Kind::kNotFound), 6);
}

}  // namespace
}  // namespace stsafe::tool
