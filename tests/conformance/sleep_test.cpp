#include <gtest/gtest.h>

#include "stsafe/link/direct_bus.h"
#include "stsafe/link/link_transport.h"
#include "stsafe/sim/target.h"
#include "tests/conformance/cases_device_settings.h"

// Standby, hibernation and the address on the bus (part 01, sections 1.9 and 3.5; trap T-43).
namespace stsafe::conformance::sleep_test {
namespace {

using std::chrono::milliseconds;
constexpr std::uint8_t kAddress = 0x20;
constexpr milliseconds kBootTime{10};
constexpr milliseconds kWakeTime{10};
constexpr std::string_view kEcho = "00 61626364 90C2";
constexpr std::string_view kDone = "00 0002 F078";

class SleepTest : public testing::Test {
 protected:
  SleepTest() { restart(); }

  void restart() {
    target_.power_off();
    EXPECT_TRUE(target_.power_on());
    clock_.sleep(kBootTime);
  }
  bool write(Bytes frame, std::uint8_t address = kAddress) {
    return static_cast<bool>(bus_.write(address, frame));
  }
  bool write(std::string_view frame, std::uint8_t address = kAddress) {
    return write(bytes_of(frame), address);
  }
  Bytes read(std::size_t size, std::uint8_t address = kAddress) {
    Bytes data(size);
    if (!bus_.read(address, data)) data.clear();
    return data;
  }
  /// Sends header and payload, waits, reads a status.
  void execute(std::string_view command) {
    ASSERT_TRUE(write(with_checksum(bytes_of(command))));
    clock_.sleep(milliseconds{50});
    ASSERT_TRUE(matches(read(5), kDone));
  }
  /// True if the chip answers only after a START that it did not acknowledge, and 10 ms.
  bool wakes_up() {
    if (write(kEcho)) return false;
    clock_.sleep(kWakeTime - milliseconds{1});
    if (write(kEcho)) return false;
    clock_.sleep(milliseconds{1});
    return write(kEcho);
  }

  Bench bench_;
  link::VirtualClock clock_;
  sim::Target target_{bench_.chip(), clock_};
  link::DirectBus bus_{target_};
};

TEST_F(SleepTest, EndsStandbyAtAStart) {
  execute("19");
  EXPECT_TRUE(wakes_up());
}

TEST_F(SleepTest, BeginsOnceTheAnswerWasRead) {
  ASSERT_TRUE(write(with_checksum(bytes_of("19"))));
  clock_.sleep(milliseconds{50});
  EXPECT_TRUE(matches(read(4), "00 0002 F0"));
  EXPECT_TRUE(matches(read(5), kDone));
  EXPECT_TRUE(read(5).empty());
  clock_.sleep(kWakeTime);
  EXPECT_TRUE(matches(read(5), kDone)) << "standby loses nothing";
}

TEST_F(SleepTest, DoesNotBeginIfAnotherCommandComes) {
  ASSERT_TRUE(write(with_checksum(bytes_of("19"))));
  clock_.sleep(milliseconds{50});
  ASSERT_TRUE(write(kEcho));
  clock_.sleep(milliseconds{50});
  EXPECT_TRUE(matches(read(9), "00 0006 61626364 90C2"));
  EXPECT_TRUE(write(kEcho));
}

TEST_F(SleepTest, EndsHibernationAtAStart) {
  execute("0D 01");
  EXPECT_TRUE(read(5).empty());
  clock_.sleep(kWakeTime);
  EXPECT_TRUE(read(5).empty()) << "the answer is lost";
  EXPECT_TRUE(write(kEcho));
}

TEST_F(SleepTest, EndsDeepHibernationWithThePowerAlone) {
  execute("0D 02");
  EXPECT_FALSE(write(kEcho));
  clock_.sleep(std::chrono::hours{1});
  EXPECT_FALSE(write(kEcho));
  restart();
  EXPECT_TRUE(write(kEcho));
}

// Idle code 1: 100 ms.
TEST_F(SleepTest, BeginsByItselfAfterTheIdleTime) {
  execute("10 0A 40 0C");
  clock_.sleep(std::chrono::hours{1});
  EXPECT_TRUE(write(kEcho)) << "the parameters hold from the next start on";
  restart();
  ASSERT_TRUE(write(kEcho));
  clock_.sleep(milliseconds{2} + milliseconds{99});
  EXPECT_TRUE(matches(read(9), "00 0006 61626364 90C2"));
  clock_.sleep(milliseconds{99});
  ASSERT_TRUE(write(kEcho));
  clock_.sleep(milliseconds{2} + milliseconds{100});
  EXPECT_TRUE(read(9).empty());
  clock_.sleep(kWakeTime);
  EXPECT_TRUE(matches(read(9), "00 0006 61626364 90C2"));
}

// The host library needs to know nothing of it.
TEST_F(SleepTest, IsBridgedByTheHostsPolling) {
  execute("10 0A 40 04");
  restart();
  link::LinkTransport transport{bus_, clock_, kAddress};
  Fixed<64> reply{};
  for (int i = 0; i < 3; ++i) {
    clock_.sleep(std::chrono::seconds{1});
    const auto answer = transport.exchange(bytes_of(kEcho), reply, {milliseconds{2}});
    ASSERT_TRUE(answer);
    EXPECT_TRUE(matches(*answer, "00 0006 61626364 90C2"));
  }
  const auto asleep =
      transport.exchange(with_checksum(bytes_of("0D 01")), reply, {milliseconds{2}});
  ASSERT_TRUE(asleep);
  EXPECT_TRUE(transport.exchange(bytes_of(kEcho), reply, {milliseconds{2}}));
}

TEST_F(SleepTest, LeavesTheAddressUntilTheNextStart) {
  execute("10 0A 42 00");
  EXPECT_TRUE(write(kEcho));
  EXPECT_FALSE(write(kEcho, 0x21));
  restart();
  EXPECT_FALSE(write(kEcho));
  EXPECT_TRUE(write(kEcho, 0x21));
}

TEST_F(SleepTest, ChangesTheAddressAtAResetToo) {
  execute("10 0A 42 00");
  ASSERT_TRUE(write("01 E1F1"));
  clock_.sleep(milliseconds{2} + kBootTime);
  EXPECT_TRUE(read(5).empty());
  EXPECT_TRUE(matches(read(5, 0x21), kDone));
}

}  // namespace
}  // namespace stsafe::conformance::sleep_test
