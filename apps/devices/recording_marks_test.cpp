#include "apps/devices/recording_marks.h"

#include <gtest/gtest.h>

namespace stsafe::devices {
namespace {

TEST(RecordingMarks, NameFieldsAndWhereTheyWere) {
  const SecretRanges secrets{{"mac_key", 6, 16}, {"cipher_key", 22, 16}};
  EXPECT_EQ(redaction_mark(secrets), "redacted: mac_key 6+16, cipher_key 22+16");
  EXPECT_EQ(redaction_mark({}), "");
  EXPECT_EQ(find_redaction("redacted: mac_key 6+16, cipher_key 22+16", 40), secrets);
}

TEST(RecordingMarks, AreFoundAmongAUsersOwnComments) {
  const SecretRanges secrets{{"password", 1, 16}};
  EXPECT_EQ(find_redaction("look here\nredacted: password 1+16\nand here", 19), secrets);
  EXPECT_EQ(find_redaction("this was redacted: no", 19), SecretRanges{});
  EXPECT_EQ(find_redaction("", 19), SecretRanges{});
}

TEST(RecordingMarks, AreRefusedIfTheyMakeNoSense) {
  for (const auto* comment :
       {"redacted: x", "redacted: x 1", "redacted: x 1+", "redacted: x +1", "redacted: x a+1",
        "redacted: x 1+1x", "redacted: x -1+1", "redacted: x 1+19", "redacted: x 20+0",
        "redacted: x 18446744073709551615+2", "redacted: x 1+1, y"}) {
    EXPECT_FALSE(find_redaction(comment, 19)) << comment;
  }
}

TEST(RecordingMarks, GiveErrorsBack) {
  EXPECT_EQ(failure_mark(LinkError::kNoAnswer).substr(0, 16), "failed: link 9: ");
  for (const Error error : {Error{LinkError::kNoAnswer}, Error{BusError::kNack},
                            Error{ChannelError::kNoSession}, Error{CryptoError::kUnsupported},
                            Error{Status::kKeyNotFound}, Error{UsageError::kNotOpen}}) {
    EXPECT_EQ(find_failure(failure_mark(error)), error);
  }
  for (const auto* comment : {"", "failed: ", "failed: link", "failed: link 0: x",
                              "failed: link 256: x", "failed: nothing 9: x", "link 9: x"}) {
    EXPECT_FALSE(find_failure(comment)) << comment;
  }
}

}  // namespace
}  // namespace stsafe::devices
