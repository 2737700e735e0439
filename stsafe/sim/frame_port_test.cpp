#include "stsafe/sim/frame_port.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "stsafe/sim/misbehaving_store.h"
#include "tests/support/prepared_chip.h"

namespace stsafe::sim {
namespace {

using testing_support::Bytes;
using testing_support::PreparedStore;
using testing_support::to_bytes;

constexpr auto kEcho = "00 61626364 90C2"_hex;
constexpr auto kEchoed = "00 0006 61626364 90C2"_hex;

class FramePorts : public testing::Test {
 protected:
  FramePorts() { EXPECT_TRUE(target_.power_on()); }

  FramePort::Outcome exchange(ByteView frame) { return port_.exchange(frame, misbehaviour_); }

  testing_support::ScriptedRng rng_;
  crypto_openssl::OpensslCrypto crypto_{rng_};
  Misbehaviour misbehaviour_;
  PreparedStore inner_;
  MisbehavingStore store_{inner_, misbehaviour_};
  link::VirtualClock clock_;
  Device device_{spl05(), store_, crypto_.provider()};
  Target target_{device_, clock_};
  FramePort port_{device_, target_, clock_};
};

TEST_F(FramePorts, WaitForTheChipToBootAndToExecute) {
  const auto outcome = exchange(kEcho);
  EXPECT_TRUE(outcome.acknowledged);
  EXPECT_EQ(to_bytes(outcome.answer), to_bytes(kEchoed));
  // It boots for 10 ms and executes for 2.
  EXPECT_EQ(outcome.took, std::chrono::milliseconds{12});
  EXPECT_EQ(exchange(kEcho).took, std::chrono::milliseconds{2});
}

TEST_F(FramePorts, ReachNothingWithoutPower) {
  target_.power_off();
  const auto begin = clock_.now();
  const auto outcome = exchange(kEcho);
  EXPECT_FALSE(outcome.acknowledged);
  EXPECT_TRUE(outcome.answer.empty());
  EXPECT_EQ(clock_.now(), begin);
}

TEST_F(FramePorts, TakeAnEmptyFrameForAnAddressAlone) {
  const auto outcome = exchange({});
  EXPECT_TRUE(outcome.acknowledged);
  EXPECT_TRUE(outcome.answer.empty());
}

TEST_F(FramePorts, PassDamagedAndOverlongFramesOn) {
  const Bytes kLong(60000, std::byte{0x61});
  for (const auto& frame : {Bytes{std::byte{0}}, kLong}) {
    EXPECT_EQ(to_bytes(exchange(frame).answer), to_bytes("01 0002 E1F1"_hex));
  }
}

TEST_F(FramePorts, RefuseCommandsThatTheChipThenDoesNotSee) {
  misbehaviour_.refuse_commands = 2;
  EXPECT_FALSE(exchange(kEcho).acknowledged);
  EXPECT_FALSE(exchange(kEcho).acknowledged);
  EXPECT_TRUE(exchange(kEcho).acknowledged);
}

TEST_F(FramePorts, DropAnswersToCommandsThatWereExecuted) {
  misbehaviour_.drop_answers = 1;
  const auto outcome = exchange(kEcho);
  EXPECT_TRUE(outcome.acknowledged);
  EXPECT_TRUE(outcome.answer.empty());
  EXPECT_EQ(to_bytes(exchange(kEcho).answer), to_bytes(kEchoed));
}

TEST_F(FramePorts, CorruptTheChecksumOnly) {
  misbehaviour_.corrupt_checksums = 1;
  EXPECT_EQ(to_bytes(exchange(kEcho).answer), to_bytes("00 0006 61626364 90C3"_hex));
  EXPECT_EQ(to_bytes(exchange(kEcho).answer), to_bytes(kEchoed));
}

TEST_F(FramePorts, TruncateAnswers) {
  misbehaviour_.truncate_answers = 1;
  EXPECT_EQ(to_bytes(exchange(kEcho).answer), to_bytes("00 00"_hex));
  EXPECT_EQ(to_bytes(exchange(kEcho).answer), to_bytes(kEchoed));
}

TEST_F(FramePorts, AnswerLate) {
  misbehaviour_.delay_answers = 1;
  misbehaviour_.lateness = std::chrono::seconds{5};
  const auto outcome = exchange(kEcho);
  EXPECT_EQ(outcome.lateness, std::chrono::seconds{5});
  EXPECT_EQ(to_bytes(outcome.answer), to_bytes(kEchoed));
  EXPECT_EQ(exchange(kEcho).lateness, std::chrono::seconds{0});
}

TEST_F(FramePorts, LoseThePowerWhenTheStoreFails) {
  misbehaviour_.fail_commits = 1;
  EXPECT_FALSE(exchange(kEcho).answer.empty());  // changes nothing
  // Put the host key control fields: 03 FF.
  const auto put = exchange("10 4A 03 FF 6F63"_hex);
  EXPECT_TRUE(put.acknowledged);
  EXPECT_TRUE(put.answer.empty());
  EXPECT_FALSE(device_.is_on());
  ASSERT_TRUE(target_.power_on());
  EXPECT_FALSE(exchange(kEcho).answer.empty());
}

TEST_F(FramePorts, LoseThePowerOnceTheStoreHasWhatItShall) {
  misbehaviour_.cut_after_commits = 1;
  EXPECT_FALSE(exchange(kEcho).answer.empty());  // changes nothing
  EXPECT_TRUE(exchange("10 4A 03 FF 6F63"_hex).answer.empty());
  EXPECT_FALSE(device_.is_on());
  ASSERT_TRUE(target_.power_on());
  EXPECT_EQ(device_.stored().host_key_control.flags, 0x03);
}

}  // namespace
}  // namespace stsafe::sim
