#include <iostream>

#include "tests/hostile_bus/campaign.h"
#include "tests/hostile_bus/modes.h"

// The attacker sits on the bus: each transaction of the job is attacked in every way.
namespace stsafe::hostile_bus {
namespace {

class BusAttacks : public testing::TestWithParam<Mode> {
 protected:
  BusAttacks() : campaign_(GetParam()) {}

  void attack(std::size_t transaction, BusDeed deed, Trust trust) {
    if (!campaign_.gave_up()) campaign_.run(BusAttack{transaction, deed}, trust);
  }
  /// Tries `deed` with each value of `at` from `begin` to before `end`.
  void attack(std::size_t transaction, BusDeed deed, std::size_t begin, std::size_t end,
              Trust trust) {
    for (std::size_t at = begin; at < end && !campaign_.gave_up(); ++at) {
      if (number_++ % stride() == 0) campaign_.run(BusAttack{transaction, deed, at}, trust);
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

TEST_P(BusAttacks, ABitFlippedOnceIsNeverBelieved) {
  const auto& transactions = campaign_.transactions();
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    attack(i, BusDeed::kFlipBit, 0, 8 * transactions[i].bytes.size(), Trust::kAll);
  }
  report(6000);
}

TEST_P(BusAttacks, ABitFlippedInEveryReadingIsNeverBelieved) {
  const auto& transactions = campaign_.transactions();
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    if (transactions[i].is_write) continue;
    attack(i, BusDeed::kFlipBitForGood, 0, 8 * transactions[i].bytes.size(), Trust::kAll);
  }
  report(3500);
}

TEST_P(BusAttacks, ATruncatedTransactionIsNeverBelieved) {
  const auto& transactions = campaign_.transactions();
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    const auto size = transactions[i].bytes.size();
    // A write of no byte at all is no frame: see kSwallow.
    attack(i, BusDeed::kTruncate, transactions[i].is_write ? 1 : 0, size, Trust::kAll);
    if (!transactions[i].is_write) attack(i, BusDeed::kTruncateForGood, 0, size, Trust::kAll);
  }
  report(1000);
}

TEST_P(BusAttacks, ALostTransactionIsNoticed) {
  for (std::size_t i = 0; i < campaign_.transactions().size(); ++i) {
    for (const auto deed :
         {BusDeed::kNack, BusDeed::kNackForGood, BusDeed::kFailBefore, BusDeed::kFailAfter}) {
      attack(i, deed, Trust::kAll);
    }
  }
  report(100);
}

TEST_P(BusAttacks, AWriteSeenTwiceDoesNoHarm) {
  const auto& transactions = campaign_.transactions();
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    if (transactions[i].is_write) attack(i, BusDeed::kWriteTwice, Trust::kSuccesses);
  }
  report(10);
}

TEST_P(BusAttacks, AnOldAnswerIsNotBelievedUnderAMac) {
  const auto& transactions = campaign_.transactions();
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    if (!transactions[i].is_write) continue;
    const bool is_protected =
        (transactions[i].bytes[0] & wire::kProtectionBits) == wire::kProtectionBits;
    attack(i, BusDeed::kSwallow, is_protected ? Trust::kSuccesses : Trust::kNothing);
  }
  report(10);
}

INSTANTIATE_TEST_SUITE_P(Modes, BusAttacks, testing::ValuesIn(kModes), mode_name);

}  // namespace
}  // namespace stsafe::hostile_bus
