#include <iostream>

#include "tests/hostile_bus/campaign.h"
#include "tests/hostile_bus/modes.h"

// The attacker sits between frames: each exchange of the job is attacked in every way.
namespace stsafe::hostile_bus {
namespace {

class FrameAttacks : public testing::TestWithParam<Mode> {
 protected:
  FrameAttacks() : campaign_(GetParam()) {}

  void attack(std::size_t exchange, FrameDeed deed, Trust trust) {
    if (!campaign_.gave_up()) campaign_.run(FrameAttack{exchange, deed}, trust);
  }
  /// Tries `deed` with each value of `at` from `begin` to before `end`.
  void attack(std::size_t exchange, FrameDeed deed, std::size_t begin, std::size_t end,
              Trust trust) {
    for (std::size_t at = begin; at < end && !campaign_.gave_up(); ++at) {
      if (number_++ % stride() == 0) campaign_.run(FrameAttack{exchange, deed, at}, trust);
    }
  }
  /// Says what was tried; fails if that was next to nothing.
  void report(std::size_t least) {
    std::cout << campaign_.summary() << '\n';
    EXPECT_GE(campaign_.num_runs() * stride(), least);
  }

  Campaign campaign_;
  std::size_t number_ = 0;
};

TEST_P(FrameAttacks, AFlippedBitIsNeverBelieved) {
  const auto& exchanges = campaign_.exchanges();
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    attack(i, FrameDeed::kFlipRequestBit, 0, 8 * exchanges[i].request.size(), Trust::kAll);
    attack(i, FrameDeed::kFlipResponseBit, 0, 8 * exchanges[i].response.size(), Trust::kAll);
  }
  report(5000);
}

TEST_P(FrameAttacks, ATruncatedFrameIsNeverBelieved) {
  const auto& exchanges = campaign_.exchanges();
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    // A request of no byte at all is no frame: see kSwallowRequest.
    attack(i, FrameDeed::kTruncateRequest, 1, exchanges[i].request.size(), Trust::kAll);
    attack(i, FrameDeed::kTruncateResponse, 0, exchanges[i].response.size(), Trust::kAll);
  }
  report(600);
}

TEST_P(FrameAttacks, ALostFrameIsNoticed) {
  for (std::size_t i = 0; i < campaign_.exchanges().size(); ++i) {
    attack(i, FrameDeed::kDropRequest, Trust::kAll);
    attack(i, FrameDeed::kSwallowRequest, Trust::kAll);
    attack(i, FrameDeed::kLoseResponse, Trust::kAll);
  }
  report(30);
}

TEST_P(FrameAttacks, ARequestDeliveredTwiceDoesNoHarm) {
  for (std::size_t i = 0; i < campaign_.exchanges().size(); ++i) {
    attack(i, FrameDeed::kDeliverTwice, Trust::kSuccesses);
  }
  report(10);
}

TEST_P(FrameAttacks, AReplayedFrameIsNotBelievedUnderAMac) {
  for (std::size_t i = 0; i < campaign_.exchanges().size(); ++i) {
    const auto trust = campaign_.is_protected(i) ? Trust::kSuccesses : Trust::kNothing;
    attack(i, FrameDeed::kReplayResponse, 0, i, trust);
    attack(i, FrameDeed::kReplayRequest, 0, i, trust);
  }
  report(100);
}

TEST_P(FrameAttacks, AForgedChecksumDoesNotHelpAgainstAMac) {
  if (GetParam().protection == Protection::kNone) GTEST_SKIP() << "nothing tells a forgery";
  const auto& exchanges = campaign_.exchanges();
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    if (!campaign_.is_protected(i)) continue;
    const auto covered = 8 * (exchanges[i].request.size() - wire::kCrcSize);
    attack(i, FrameDeed::kForgeRequestBit, 0, covered, Trust::kSuccesses);
    // Bit 0 of the status makes a success a communication error: see the next test.
    const auto& response = exchanges[i].response;
    attack(i, FrameDeed::kForgeResponseBit, 1, 8 * (response.size() - wire::kCrcSize),
           Trust::kSuccesses);
    attack(i, FrameDeed::kForgeShorterResponse, 0, response.size() - wire::kMinResponseSize,
           Trust::kSuccesses);
  }
  report(2000);
}

// Errors carry no MAC. The host may believe that the command was not received, as the chip would
// say of a damaged frame; but then it must not be confused by a counter that has moved.
TEST_P(FrameAttacks, AForgedCommunicationErrorDoesNotDisturbTheNextCommand) {
  if (GetParam().protection == Protection::kNone) GTEST_SKIP() << "there is no counter";
  for (std::size_t i = 0; i < campaign_.exchanges().size(); ++i) {
    if (!campaign_.is_protected(i)) continue;
    attack(i, FrameDeed::kForgeResponseBit, Trust::kSuccesses);
  }
  report(5);
}

INSTANTIATE_TEST_SUITE_P(Modes, FrameAttacks, testing::ValuesIn(kModes), mode_name);

}  // namespace
}  // namespace stsafe::hostile_bus
