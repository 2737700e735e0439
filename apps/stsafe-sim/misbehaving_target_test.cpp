#include "apps/stsafe-sim/misbehaving_target.h"

#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "stsafe/link/direct_bus.h"
#include "tests/support/bytes.h"

namespace stsafe::simulator::misbehaving_target_test {
namespace {

using namespace std::chrono_literals;
using testing_support::Bytes;
using testing_support::hex;

/// Takes every command, and answers each with the same bytes.
class Chip final : public link::I2cTarget {
 public:
  bool on_start(std::uint8_t address, bool) override {
    read_at_ = 0;
    return address == 0x20;
  }
  bool on_write(std::byte) override { return true; }
  std::byte on_read() override {
    return read_at_ < kAnswer.size() ? kAnswer[read_at_++] : std::byte{0xFF};
  }
  void on_stop() override { ++num_stops_; }

  static constexpr auto kAnswer = "00 0004 A1A2 0F46"_hex;
  int num_stops_ = 0;

 private:
  std::size_t read_at_ = 0;
};

class MisbehavingTargets : public testing::Test {
 protected:
  bool write(std::uint8_t address = 0x20) {
    return static_cast<bool>(bus_.write(address, "00 61"_hex));
  }
  std::string read(std::size_t size = 8) {
    Bytes data(size);
    return bus_.read(0x20, data) ? hex(data) : "NACK";
  }

  static constexpr auto kGood = "000004a1a20f46ff";

  link::Microseconds real_now_ = 1h;
  DeviceTime time_{false, [this] { return real_now_; }};
  Chip chip_;
  sim::Misbehaviour misbehaviour_;
  MisbehavingTarget target_{chip_, misbehaviour_, time_};
  link::DirectBus bus_{target_};
};

TEST_F(MisbehavingTargets, PassEverythingOnWithoutFault) {
  EXPECT_TRUE(write());
  EXPECT_EQ(chip_.num_stops_, 1);
  EXPECT_EQ(read(), kGood);
  EXPECT_EQ(chip_.num_stops_, 2);
}

TEST_F(MisbehavingTargets, RefuseCommands) {
  misbehaviour_.refuse_commands = 1;
  EXPECT_FALSE(write(0x21));  // was for nobody, and does not count
  EXPECT_FALSE(write());
  EXPECT_EQ(chip_.num_stops_, 0);
  EXPECT_TRUE(write());
}

TEST_F(MisbehavingTargets, DropAnAnswerUntilTheNextCommand) {
  misbehaviour_.drop_answers = 1;
  EXPECT_TRUE(write());
  EXPECT_EQ(read(), "NACK");
  EXPECT_EQ(read(), "NACK");
  EXPECT_TRUE(write());
  EXPECT_EQ(read(), kGood);
}

TEST_F(MisbehavingTargets, CorruptTheLastBitOfAnAnswerHoweverItIsRead) {
  misbehaviour_.corrupt_checksums = 1;
  EXPECT_TRUE(write());
  EXPECT_EQ(read(5), "000004a1a2");
  EXPECT_EQ(read(), "000004a1a20f47ff");
  EXPECT_EQ(read(7), "000004a1a20f47");
  EXPECT_TRUE(write());
  EXPECT_EQ(read(), kGood);
}

TEST_F(MisbehavingTargets, TruncateAnAnswer) {
  misbehaviour_.truncate_answers = 1;
  EXPECT_TRUE(write());
  EXPECT_EQ(read(), "0000ffffffffffff");
  EXPECT_TRUE(write());
  EXPECT_EQ(read(), kGood);
}

TEST_F(MisbehavingTargets, AreBusyWhileAnAnswerIsLate) {
  misbehaviour_.delay_answers = 1;
  misbehaviour_.lateness = 50ms;
  EXPECT_TRUE(write());
  real_now_ += 49ms;
  EXPECT_EQ(read(), "NACK");
  EXPECT_FALSE(write());
  real_now_ += 1ms;
  EXPECT_EQ(read(), kGood);
}

TEST_F(MisbehavingTargets, CountNoAddressAlone) {
  misbehaviour_.drop_answers = 1;
  EXPECT_TRUE(bus_.write(0x20, {}));
  EXPECT_EQ(misbehaviour_.drop_answers, 1U);
}

TEST_F(MisbehavingTargets, ForgetTheFaultsOfAnAnswerThatAnotherOneReplaces) {
  misbehaviour_.truncate_answers = 1;
  EXPECT_TRUE(write());
  target_.pass_by(20ms);
  EXPECT_EQ(read(), "NACK");
  real_now_ += 20ms;
  EXPECT_EQ(read(), kGood);
}

}  // namespace
}  // namespace stsafe::simulator::misbehaving_target_test
