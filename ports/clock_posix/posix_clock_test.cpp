#include "ports/clock_posix/posix_clock.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>

#include <cerrno>
#include <thread>
#include <vector>

namespace stsafe::clock_posix {
namespace {

using link::Microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// A system clock that moves only when somebody sleeps.
class FakeTime {
 public:
  ClockCalls calls() {
    return {.now = [this] { return as_timespec(time); },
            .sleep_until =
                [this](const timespec& until) {
                  const auto wanted = seconds{until.tv_sec} + nanoseconds{until.tv_nsec};
                  EXPECT_GT(wanted, time) << "a sleep that is over before it begins";
                  sleeps.push_back(wanted - time);
                  if (on_sleep) on_sleep();
                  if (num_signals > 0) {
                    --num_signals;
                    time += nanoseconds{1500};  // some time passes before each signal
                    return EINTR;
                  }
                  time = wanted;
                  return 0;
                }};
  }
  static timespec as_timespec(nanoseconds time) {
    timespec result{};
    result.tv_sec = std::chrono::floor<seconds>(time).count();
    result.tv_nsec = (time - std::chrono::floor<seconds>(time)).count();
    return result;
  }

  nanoseconds time = seconds{7} + nanoseconds{999'999'500};
  std::vector<nanoseconds> sleeps;
  int num_signals = 0;
  std::function<void()> on_sleep;
};

TEST(PosixClock, TellsTheTimeInWholeMicroseconds) {
  FakeTime fake;
  PosixClock clock{nullptr, fake.calls()};
  EXPECT_EQ(clock.now(), Microseconds{7'999'999});
}

TEST(PosixClock, SleepsOnceIfNothingHappens) {
  FakeTime fake;
  PosixClock clock{nullptr, fake.calls()};
  clock.sleep(milliseconds{500});
  EXPECT_EQ(fake.sleeps.size(), 1U);
  EXPECT_EQ(clock.now(), Microseconds{7'999'999} + milliseconds{500});
}

TEST(PosixClock, DoesNotSleepForNoTime) {
  FakeTime fake;
  PosixClock clock{nullptr, fake.calls()};
  clock.sleep(Microseconds{0});
  clock.sleep(Microseconds{-5});
  EXPECT_TRUE(fake.sleeps.empty());
}

TEST(PosixClock, SleepsOnAfterSignals) {
  FakeTime fake;
  fake.num_signals = 10;
  PosixClock clock{nullptr, fake.calls()};
  const auto begin = clock.now();
  clock.sleep(milliseconds{1});
  EXPECT_EQ(fake.sleeps.size(), 11U);
  EXPECT_EQ(clock.now(), begin + milliseconds{1});
}

TEST(PosixClock, EndsASleepAtTheSignalWhoseHandlerCancels) {
  FakeTime fake;
  std::atomic<bool> cancelled{false};
  fake.num_signals = 3;
  fake.on_sleep = [&] { cancelled = fake.sleeps.size() == 2; };
  PosixClock clock{&cancelled, fake.calls()};
  clock.sleep(seconds{10});
  EXPECT_EQ(fake.sleeps.size(), 2U);
}

TEST(PosixClock, LooksForCancellationAfterEachSlice) {
  FakeTime fake;
  std::atomic<bool> cancelled{false};
  fake.on_sleep = [&] { cancelled = fake.sleeps.size() == 4; };
  PosixClock clock{&cancelled, fake.calls()};
  const auto begin = clock.now();
  clock.sleep(seconds{10});
  EXPECT_EQ(clock.now(), begin + 4 * PosixClock::kMaxSlice);
}

TEST(PosixClock, SleepsTheWholeTimeInSlicesIfNobodyCancels) {
  FakeTime fake;
  const std::atomic<bool> cancelled{false};
  PosixClock clock{&cancelled, fake.calls()};
  const auto begin = clock.now();
  clock.sleep(PosixClock::kMaxSlice * 3 + Microseconds{1});
  EXPECT_EQ(clock.now(), begin + PosixClock::kMaxSlice * 3 + Microseconds{1});
  EXPECT_EQ(fake.sleeps.size(), 4U);
}

TEST(PosixClock, DoesNotSleepOnceCancelled) {
  FakeTime fake;
  const std::atomic<bool> cancelled{true};
  PosixClock clock{&cancelled, fake.calls()};
  clock.sleep(seconds{10});
  EXPECT_TRUE(fake.sleeps.empty());
}

TEST(PosixClock, SurvivesTheLongestSleep) {
  FakeTime fake;
  std::atomic<bool> cancelled{false};
  fake.on_sleep = [&] { cancelled = true; };
  PosixClock clock{&cancelled, fake.calls()};
  clock.sleep(Microseconds::max());
  EXPECT_EQ(fake.sleeps.size(), 1U);
}

TEST(PosixClock, RunsOnTheSystemsClock) {
  PosixClock clock;
  const auto begin = clock.now();
  clock.sleep(milliseconds{2});
  EXPECT_GE(clock.now(), begin + milliseconds{2});
}

// Bounded by the test's own time limit: without cancelling it would sleep for an hour.
TEST(PosixClock, IsCancelledByASignalHandler) {
  static std::atomic<bool> cancelled{false};
  struct sigaction action{};
  action.sa_handler = [](int) { cancelled = true; };
  struct sigaction before{};
  ASSERT_EQ(sigaction(SIGUSR1, &action, &before), 0);
  std::thread sleeper{[] { PosixClock{&cancelled}.sleep(std::chrono::hours{1}); }};
  pthread_kill(sleeper.native_handle(), SIGUSR1);
  sleeper.join();
  EXPECT_TRUE(cancelled);
  sigaction(SIGUSR1, &before, nullptr);
}

}  // namespace
}  // namespace stsafe::clock_posix
