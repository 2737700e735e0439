#include "apps/stsafe/confirm.h"

#include <gtest/gtest.h>

#include "apps/devices/failure.h"

namespace stsafe::tool {
namespace {

const std::vector<std::string> kSteps{"write host keys", "open slot 3"};

Consent answering(std::string answer, std::string* question = nullptr) {
  return {.can_ask = true, .ask = [=](const std::string& text) {
            if (question != nullptr) *question = text;
            return answer;
          }};
}

TEST(Confirm, AsksForEveryStepByName) {
  std::string question;
  confirm_irreversible(kSteps, answering("yes", &question));
  EXPECT_NE(question.find("write host keys"), std::string::npos);
  EXPECT_NE(question.find("open slot 3"), std::string::npos);
}

TEST(Confirm, TakesNothingButYes) {
  for (const auto* answer : {"", "y", "YES", "no", "yes please"}) {
    EXPECT_THROW(confirm_irreversible(kSteps, answering(answer)), devices::Failure) << answer;
  }
}

TEST(Confirm, RefusesWithoutATerminalAndNamesTheSteps) {
  try {
    confirm_irreversible(kSteps, {});
    FAIL() << "was not refused";
  } catch (const devices::Failure& failure) {
    EXPECT_NE(std::string{failure.what()}.find("open slot 3"), std::string::npos);
    EXPECT_NE(std::string{failure.what()}.find("--yes"), std::string::npos);
    EXPECT_EQ(failure.kind(), devices::Failure::Kind::kUsage);
  }
}

TEST(Confirm, DoesNotAskASimulatorOrAfterYes) {
  confirm_irreversible(kSteps, {.is_simulator = true, .ask = nullptr});
  confirm_irreversible(kSteps, {.yes = true, .ask = nullptr});
  confirm_irreversible({}, {});
}

}  // namespace
}  // namespace stsafe::tool
