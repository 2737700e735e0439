#include <gtest/gtest.h>

#include "stsafe/host/host_session.h"
#include "stsafe/wire/commands/device.h"
#include "stsafe/wire/commands/symmetric_key.h"
#include "tests/support/model_chip.h"

// Who counts when, and how the ends find each other again: protocol part 01, section 4.3.
namespace stsafe::host::session_counter_test {
namespace {

using testing_support::Bytes;
using testing_support::ModelChip;

constexpr std::uint32_t kStart = 0x41;
constexpr std::uint32_t kLast = 0xFFFFFFFF;
constexpr std::uint16_t kEcho = 0x00;
constexpr std::uint16_t kErase = 0x1F19;

class SessionCounter : public testing::Test {
 protected:
  SessionCounter() { device_.set_protection_policy(ProtectionPolicy::kAlways); }

  void open_at(std::uint32_t counter) {
    chip_.counter = counter;
    ASSERT_TRUE(
        session_.open(wire::HostKeyType::kAes128, ModelChip::kMacKey, ModelChip::kCipherKey));
    chip_.log.clear();
  }
  /// A command that may be repeated.
  Result<wire::Echo::Response> echo() { return device_.call(wire::Echo{wire::Tail{"AA"_hex}}); }
  /// A command that must not.
  Result<wire::EraseSymmetricKeySlot::Response> erase() {
    return device_.call(wire::EraseSymmetricKeySlot{wire::SlotNumber{3}});
  }
  std::size_t num_queries() const { return chip_.count(ModelChip::kQueryCounter); }
  void expect_in_step() const { EXPECT_EQ(session_.counter().raw(), chip_.counter); }

  ModelChip chip_;
  Device device_{chip_};
  testing_support::ScriptedRng no_random_;
  crypto_openssl::OpensslCrypto crypto_{no_random_};
  HostSession session_{device_, crypto_.aes(), crypto_.cmac()};
};

TEST_F(SessionCounter, MovesWithEachStatusButTwo) {
  for (std::uint8_t raw = 0; raw < 0x20; ++raw) {
    const auto status = static_cast<Status>(raw);
    open_at(kStart);
    chip_.next({.status = status});
    EXPECT_EQ(static_cast<bool>(erase()), raw == 0);
    const bool stays = status == Status::kCommunicationError || status == Status::kInvalidCMac;
    EXPECT_EQ(session_.counter().raw(), stays ? kStart : kStart + 1) << int{raw};
    expect_in_step();
    session_.close();
  }
}

TEST_F(SessionCounter, NeedsNoQueryWhileNothingIsLost) {
  open_at(kStart);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(echo());
  EXPECT_EQ(num_queries(), 0U);
  EXPECT_EQ(session_.counter().raw(), kStart + 10);
}

TEST_F(SessionCounter, StaysWhenTheCommandWasNeverSent) {
  for (const Error error : {Error{LinkError::kNotDelivered}, Error{BusError::kInUse}}) {
    open_at(kStart);
    chip_.next({.lost_request = error});
    EXPECT_TRUE(echo().failed_with(error));
    EXPECT_TRUE(echo());
    EXPECT_EQ(num_queries(), 0U);
    expect_in_step();
    session_.close();
  }
}

// The repeat first asks for the counter, and that does not reach the chip any more.
TEST_F(SessionCounter, IsInDoubtIfTheChipHangsInACommand) {
  open_at(kStart);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  chip_.always(wire::Opcode{ModelChip::kQueryCounter}, {.lost_request = LinkError::kNotDelivered});
  EXPECT_TRUE(echo().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(chip_.count(kEcho), 1U);
  // A command that was not sent at all: that is sure, whatever became of the last one.
  EXPECT_TRUE(echo().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(chip_.count(kEcho), 1U);
}

TEST_F(SessionCounter, FollowsTheChipAfterALostAnswer) {
  open_at(kStart);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(erase().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(session_.counter().raw(), kStart);
  EXPECT_TRUE(erase());
  EXPECT_EQ(num_queries(), 1U);
  EXPECT_EQ(device_.recoveries().num_resynchronisations, 1U);
  EXPECT_EQ(session_.counter().raw(), kStart + 2);
  expect_in_step();
}

TEST_F(SessionCounter, StaysAfterALostRequest) {
  open_at(kStart);
  chip_.next({.lost_request = LinkError::kNoAnswer});
  EXPECT_TRUE(erase().failed_with(LinkError::kNoAnswer));
  EXPECT_TRUE(erase());
  EXPECT_EQ(device_.recoveries().num_resynchronisations, 0U);
  EXPECT_EQ(session_.counter().raw(), kStart + 1);
  expect_in_step();
}

TEST_F(SessionCounter, IsAskedForAfterEveryErrorButNotDelivered) {
  for (const Error error : {Error{BusError::kNack}, Error{BusError::kIo},
                            Error{LinkError::kBadChecksum}, Error{LinkError::kBadLength}}) {
    open_at(kStart);
    chip_.next({.lost_answer = error});
    EXPECT_TRUE(erase().failed_with(error));
    EXPECT_TRUE(erase());
    EXPECT_EQ(num_queries(), 1U);
    expect_in_step();
    session_.close();
  }
}

TEST_F(SessionCounter, LetsAHarmlessCommandThroughAtOnceAfterALostAnswer) {
  open_at(kStart);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(erase().failed_with(LinkError::kNoAnswer));
  EXPECT_TRUE(echo());
  EXPECT_EQ(chip_.log, (std::vector<std::uint16_t>{kErase, ModelChip::kQueryCounter, kEcho}));
}

TEST_F(SessionCounter, RepeatsAHarmlessCommandUnderTheNewCount) {
  open_at(kStart);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(echo());
  EXPECT_EQ(chip_.count(kEcho), 2U);
  EXPECT_EQ(session_.counter().raw(), kStart + 2);
  expect_in_step();
}

// Nobody authenticates an error status: one that the chip did not send moves the host alone.
TEST_F(SessionCounter, IsCorrectedWhenTheChipIsBehind) {
  open_at(kStart);
  chip_.next(
      {.forged_answer = testing_support::status_frame(Status::kAccessConditionNotSatisfied)});
  EXPECT_TRUE(erase().failed_with(Status::kAccessConditionNotSatisfied));
  EXPECT_EQ(session_.counter().raw(), kStart + 1);
  EXPECT_TRUE(erase());
  EXPECT_EQ(device_.recoveries().num_resynchronisations, 1U);
  EXPECT_EQ(device_.recoveries().num_repeats, 1U);
  EXPECT_EQ(session_.counter().raw(), kStart + 1);
  expect_in_step();
}

TEST_F(SessionCounter, TellsAnAnswerToACopyFromARefusal) {
  open_at(kStart);
  chip_.counter = kStart + 1;
  EXPECT_TRUE(erase().failed_with(ChannelError::kResponseLost));
  EXPECT_EQ(chip_.count(kErase), 1U);
  expect_in_step();
  EXPECT_TRUE(erase());
}

TEST_F(SessionCounter, RepeatsAHarmlessCommandWhenTheChipIsAhead) {
  open_at(kStart);
  chip_.counter = kStart + 1;
  EXPECT_TRUE(echo());
  EXPECT_EQ(device_.recoveries().num_resynchronisations, 1U);
  EXPECT_EQ(session_.counter().raw(), kStart + 2);
}

// A command protected for later could be replayed then.
TEST_F(SessionCounter, RefusesAChipFurtherAheadThanOneCommand) {
  open_at(kStart);
  chip_.counter = kStart + 2;
  EXPECT_TRUE(echo().failed_with(ChannelError::kCounterImplausible));
  EXPECT_EQ(session_.counter().raw(), kStart);
  EXPECT_EQ(chip_.count(kEcho), 1U);
}

TEST_F(SessionCounter, RefusesAQueryFurtherAheadThanTheLostCommand) {
  open_at(kStart);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_FALSE(erase());
  chip_.counter = kStart + 2;
  EXPECT_TRUE(erase().failed_with(ChannelError::kCounterImplausible));
  EXPECT_EQ(chip_.count(kErase), 1U);
}

// Nobody authenticates status 01 either: the chip may have executed the command.
TEST_F(SessionCounter, IsAskedForAfterACommunicationError) {
  open_at(kStart);
  chip_.next({.forged_answer = testing_support::status_frame(Status::kCommunicationError)});
  EXPECT_TRUE(erase().failed_with(Status::kCommunicationError));
  EXPECT_TRUE(erase());
  EXPECT_EQ(num_queries(), 1U);
  expect_in_step();
}

// At the very end of the count nothing may wrap around.
TEST_F(SessionCounter, FindsTheChipAtItsEnd) {
  open_at(kLast - 1);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_FALSE(erase());
  EXPECT_EQ(chip_.counter, kLast);
  EXPECT_TRUE(erase().failed_with(ChannelError::kCounterExhausted));
  EXPECT_EQ(chip_.count(kErase), 1U);
}

TEST_F(SessionCounter, RefusesAChipThatCountsBack) {
  open_at(kStart);
  ASSERT_TRUE(echo());
  chip_.counter = kStart;
  EXPECT_TRUE(echo().failed_with(ChannelError::kCounterImplausible));
  EXPECT_TRUE(erase().failed_with(ChannelError::kCounterImplausible));
  EXPECT_EQ(session_.counter().raw(), kStart + 1);
}

TEST_F(SessionCounter, RefusesAQueryThatCountsBackAfterALostAnswer) {
  open_at(kStart);
  ASSERT_TRUE(echo());
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_TRUE(erase().failed_with(LinkError::kNoAnswer));
  chip_.counter = kStart;
  EXPECT_TRUE(erase().failed_with(ChannelError::kCounterImplausible));
  EXPECT_EQ(chip_.count(kErase), 1U);
}

TEST_F(SessionCounter, GivesTheStatusWhenBothCountTheSame) {
  open_at(kStart);
  chip_.next({.status = Status::kInvalidCMac});
  EXPECT_TRUE(echo().failed_with(Status::kInvalidCMac));
  EXPECT_EQ(num_queries(), 1U);
  EXPECT_EQ(device_.recoveries().num_resynchronisations, 0U);
}

TEST_F(SessionCounter, StopsAtItsEnd) {
  open_at(kLast - 1);
  EXPECT_TRUE(echo());
  EXPECT_EQ(session_.counter().raw(), kLast);
  EXPECT_TRUE(echo().failed_with(ChannelError::kCounterExhausted));
  EXPECT_EQ(chip_.count(kEcho), 1U);
}

TEST_F(SessionCounter, PassesOnAnErrorOfTheQueryAndAsksAgain) {
  open_at(kStart);
  chip_.next({.lost_answer = LinkError::kNoAnswer});
  EXPECT_FALSE(erase());
  chip_.always(wire::Opcode{ModelChip::kQueryCounter}, {.lost_request = BusError::kIo});
  EXPECT_TRUE(erase().failed_with(BusError::kIo));
  chip_.has_host_keys = false;
  chip_.always(wire::Opcode{ModelChip::kQueryCounter}, {.payload = Bytes{std::byte{0}}});
  EXPECT_TRUE(erase().failed_with(ChannelError::kNoHostKeys));
  EXPECT_EQ(chip_.count(kErase), 1U);
}

}  // namespace
}  // namespace stsafe::host::session_counter_test
