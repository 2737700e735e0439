#include "apps/devices/chip_knowledge.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"

namespace stsafe::devices::chip_knowledge_test {
namespace {

// Frames made by hand after protocol part 01, sections 3.3 and 3.5; the CRCs are those of an
// implementation of CRC-16/X-25 outside of this repository.
constexpr auto kQueryAuthorization = "14 24 9A90"_hex;
// Echo (00): free, both directions encrypted.
constexpr auto kAuthorization = "00 0007 00 01 00 01 03 C077"_hex;
constexpr auto kPutFlags = "10 2A 01 00 00 7216"_hex;
constexpr auto kPutConditions = "10 29 01 00 01 4652"_hex;
// Protocol part 01, section 1.11.
constexpr auto kEcho = "00 01 02 03 A7 29"_hex;

TEST(ChipKnowledge, LearnsWhatIsEncryptedUntilItMayHaveChanged) {
  ChipKnowledge knowledge;
  EXPECT_FALSE(knowledge.rule(kEcho).encrypt_command);
  knowledge.sent(kQueryAuthorization);
  knowledge.answered(kQueryAuthorization, kAuthorization);
  EXPECT_TRUE(knowledge.rule(kEcho).encrypt_command);
  EXPECT_TRUE(knowledge.rule(kEcho).encrypt_response);
  knowledge.sent(kPutConditions);
  EXPECT_TRUE(knowledge.rule(kEcho).encrypt_command);
  knowledge.sent(kPutFlags);
  EXPECT_FALSE(knowledge.rule(kEcho).encrypt_command);
}

TEST(ChipKnowledge, SurvivesFramesThatAreNone) {
  ChipKnowledge knowledge;
  knowledge.sent({});
  knowledge.answered({}, {});
  knowledge.answered(kQueryAuthorization, {});
  EXPECT_EQ(knowledge.rule({}), wire::CommandRule{});
}

}  // namespace
}  // namespace stsafe::devices::chip_knowledge_test
