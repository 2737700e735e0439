#include "stsafe/sim/target.h"

#include <gtest/gtest.h>

#include "stsafe/link/direct_bus.h"
#include "tests/conformance/states.h"

// The chip on its bus (part 01, sections 1.1, 1.5, 1.6 and 1.9; traps T-43 and T-47).
namespace stsafe::conformance::target_test {
namespace {

using std::chrono::milliseconds;
constexpr std::uint8_t kAddress = 0x20;
constexpr milliseconds kBootTime{10};

class Target : public testing::Test {
 protected:
  Target() {
    EXPECT_TRUE(target_.power_on());
    clock_.sleep(kBootTime);
  }

  bool write(std::string_view frame, std::uint8_t address = kAddress) {
    return static_cast<bool>(bus_.write(address, bytes_of(frame)));
  }
  /// Empty if the chip does not acknowledge.
  Bytes read(std::size_t size, std::uint8_t address = kAddress) {
    Bytes data(size);
    if (!bus_.read(address, data)) data.clear();
    return data;
  }

  Bench bench_;
  link::VirtualClock clock_;
  sim::Target target_{bench_.chip(), clock_};
  link::DirectBus bus_{target_};
};

TEST_F(Target, DoesNotAcknowledgeWhileItBoots) {
  target_.power_off();
  ASSERT_TRUE(target_.power_on());
  EXPECT_FALSE(write("00 61626364 90C2"));
  clock_.sleep(kBootTime - milliseconds{1});
  EXPECT_FALSE(write("00 61626364 90C2"));
  clock_.sleep(milliseconds{1});
  EXPECT_TRUE(write("00 61626364 90C2"));
}

TEST_F(Target, DoesNotAcknowledgeWhileItIsBusy) {
  ASSERT_TRUE(write("00 61626364 90C2"));
  EXPECT_TRUE(read(5).empty());
  EXPECT_FALSE(write("00 61626364 90C2"));
  clock_.sleep(milliseconds{2});
  EXPECT_TRUE(matches(read(5), "00 0006 6162"));
}

TEST_F(Target, IsBusyAsLongAsTheCommandTakes) {
  ASSERT_TRUE(write("1F 0B 00 03 2B 65 6E 93 AD"));
  clock_.sleep(milliseconds{41});
  EXPECT_TRUE(read(5).empty());
  clock_.sleep(milliseconds{1});
  EXPECT_TRUE(matches(read(5), "00 0029 0003"));
}

TEST_F(Target, IsBusyForAMillisecondWithWhatItRefuses) {
  ASSERT_TRUE(write("1D 0000"));
  clock_.sleep(milliseconds{1} - std::chrono::microseconds{1});
  EXPECT_TRUE(read(5).empty());
  clock_.sleep(std::chrono::microseconds{1});
  EXPECT_TRUE(matches(read(5), "01 0002 E1F1"));
}

TEST_F(Target, ServesEveryReadingFromTheFirstByte) {
  ASSERT_TRUE(write("00 61626364 90C2"));
  clock_.sleep(milliseconds{2});
  EXPECT_TRUE(matches(read(3), "00 0006"));
  EXPECT_TRUE(matches(read(5), "00 0006 6162"));
  EXPECT_TRUE(matches(read(9), "00 0006 61626364 90C2"));
}

TEST_F(Target, AnswersFFPastTheEnd) {
  ASSERT_TRUE(write("01 E1F1"));
  clock_.sleep(milliseconds{20});
  EXPECT_TRUE(matches(read(8), "00 0002 F078 FF FF FF"));
}

TEST_F(Target, HasNothingToSayBeforeTheFirstCommand) { EXPECT_TRUE(read(5).empty()); }

TEST_F(Target, KeepsItsAnswerUntilTheNextCommand) {
  ASSERT_TRUE(write("00 61626364 90C2"));
  clock_.sleep(std::chrono::hours{1});
  EXPECT_TRUE(matches(read(9), "00 0006 61626364 90C2"));
  ASSERT_TRUE(write("14 08 71FE"));
  clock_.sleep(milliseconds{5});
  EXPECT_TRUE(matches(read(6), "00 0003 03 3DDC"));
}

TEST_F(Target, AcknowledgesOnlyItsAddress) {
  EXPECT_FALSE(write("00 61626364 90C2", 0x21));
  EXPECT_TRUE(read(5).empty());
  ASSERT_TRUE(write("00 61626364 90C2"));
  clock_.sleep(milliseconds{2});
  EXPECT_TRUE(read(5, 0x21).empty());
  EXPECT_FALSE(read(5).empty());
}

TEST_F(Target, TakesAnAddressAloneForAWakeUpCall) {
  ASSERT_TRUE(write("00 61626364 90C2"));
  clock_.sleep(milliseconds{2});
  EXPECT_TRUE(write(""));
  EXPECT_TRUE(matches(read(9), "00 0006 61626364 90C2"));
}

TEST_F(Target, ReceivesFramesThatAreTooLongAndRefusesThem) {
  ASSERT_TRUE(write("00*5000"));
  clock_.sleep(milliseconds{2});
  EXPECT_TRUE(matches(read(5), "01 0002 E1F1"));
  EXPECT_TRUE(write("00 61626364 90C2"));
}

TEST_F(Target, NeverAnswersFewerThanFiveBytes) {
  ASSERT_TRUE(write("FF"));
  clock_.sleep(milliseconds{2});
  EXPECT_TRUE(matches(read(5), "01 0002 E1F1"));
}

TEST_F(Target, BootsAfterAReset) {
  ASSERT_TRUE(write("01 E1F1"));
  clock_.sleep(milliseconds{2});
  EXPECT_TRUE(read(5).empty());
  clock_.sleep(kBootTime);
  EXPECT_TRUE(matches(read(5), "00 0002 F078"));
}

TEST_F(Target, IsSilentWithoutPower) {
  ASSERT_TRUE(write("00 61626364 90C2"));
  clock_.sleep(milliseconds{2});
  target_.power_off();
  EXPECT_TRUE(read(5).empty());
  EXPECT_FALSE(write("00 61626364 90C2"));
}

TEST_F(Target, HasForgottenItsAnswerAfterAPowerCycle) {
  ASSERT_TRUE(write("00 61626364 90C2"));
  target_.power_off();
  ASSERT_TRUE(target_.power_on());
  clock_.sleep(kBootTime);
  EXPECT_TRUE(read(5).empty());
}

TEST_F(Target, ForgetsHalfAFrameWithoutPower) {
  ASSERT_TRUE(target_.on_start(kAddress, false));
  ASSERT_TRUE(target_.on_write(std::byte{0x14}));
  target_.power_off();
  ASSERT_TRUE(target_.power_on());
  clock_.sleep(kBootTime);
  target_.on_stop();
  EXPECT_TRUE(read(5).empty());
  EXPECT_TRUE(write("14 08 71FE"));
}

TEST_F(Target, StartsAnewAtARepeatedStart) {
  ASSERT_TRUE(target_.on_start(kAddress, false));
  ASSERT_TRUE(target_.on_write(std::byte{0x14}));
  EXPECT_TRUE(write("14 08 71FE"));
  clock_.sleep(milliseconds{5});
  EXPECT_TRUE(matches(read(6), "00 0003 03 3DDC"));
}

}  // namespace
}  // namespace stsafe::conformance::target_test
