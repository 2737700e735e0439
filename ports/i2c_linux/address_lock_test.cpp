#include "ports/i2c_linux/address_lock.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "tests/support/fake_adapter.h"

// On an ordinary file: the kernel locks all files the same way.
namespace stsafe::i2c_linux::address_lock_test {
namespace {

using std::chrono::milliseconds;
using testing_support::FakeAdapter;

constexpr milliseconds kShort{3};

class AddressLockTest : public testing::Test {
 protected:
  AddressLockTest() { std::ofstream{path_}.flush(); }
  ~AddressLockTest() override {
    for (const int descriptor : open_) ::close(descriptor);
    unlink(path_.c_str());
  }

  /// Opens the file once more, as another program would.
  int open() {
    open_.push_back(open_unowned());
    EXPECT_GE(open_.back(), 0);
    return open_.back();
  }
  /// The same, to be closed by the test.
  int open_unowned() const { return system_calls().open(path_.c_str()); }
  AddressLock lock(std::uint8_t address) { return {system_calls(), open(), address}; }

  link::VirtualClock clock_;

 private:
  std::string path_ = testing::TempDir() + "stsafe_lock_" + std::to_string(getpid());
  std::vector<int> open_;
};

/// A process that holds a lock until it is killed.
class HoldingProcess {
 public:
  explicit HoldingProcess(AddressLock& lock) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe(pipe.data()), 0);
    process_ = fork();
    if (process_ == 0) {
      link::VirtualClock clock;
      const char done = lock.acquire(clock, kShort) ? 'y' : 'n';
      static_cast<void>(::write(pipe[1], &done, 1));
      for (;;) pause();
    }
    char done = 0;
    EXPECT_EQ(::read(pipe[0], &done, 1), 1);
    EXPECT_EQ(done, 'y');
    ::close(pipe[0]);
    ::close(pipe[1]);
  }
  ~HoldingProcess() { end(); }
  HoldingProcess(const HoldingProcess&) = delete;
  HoldingProcess& operator=(const HoldingProcess&) = delete;

  pid_t id() const { return process_; }
  void end() {
    if (process_ == 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
  }

 private:
  pid_t process_ = 0;
};

std::string own_program() {
  std::ifstream file{"/proc/self/comm"};
  std::string name;
  std::getline(file, name);
  return name;
}

TEST_F(AddressLockTest, IsTakenAndGivenBack) {
  auto mine = lock(0x20);
  auto other = lock(0x20);
  EXPECT_TRUE(mine.acquire(clock_, kShort));
  EXPECT_TRUE(other.acquire(clock_, kShort).failed_with(BusError::kInUse));
  mine.release();
  EXPECT_TRUE(other.acquire(clock_, kShort));
}

TEST_F(AddressLockTest, IsOneForEachAddress) {
  auto mine = lock(0x20);
  auto other = lock(0x21);
  EXPECT_TRUE(mine.acquire(clock_, kShort));
  EXPECT_TRUE(other.acquire(clock_, kShort));
}

TEST_F(AddressLockTest, WaitsAsLongAsItMay) {
  auto mine = lock(0x20);
  auto other = lock(0x20);
  ASSERT_TRUE(mine.acquire(clock_, kShort));
  EXPECT_TRUE(other.acquire(clock_, milliseconds{70}).failed_with(BusError::kInUse));
  EXPECT_EQ(clock_.now(), milliseconds{70});
  EXPECT_TRUE(other.acquire(clock_, {}).failed_with(BusError::kInUse));
  EXPECT_EQ(clock_.now(), milliseconds{70});
}

TEST_F(AddressLockTest, NamesTheProcessThatHoldsIt) {
  auto theirs = lock(0x20);
  HoldingProcess process{theirs};
  auto mine = lock(0x20);
  EXPECT_TRUE(mine.acquire(clock_, kShort).failed_with(BusError::kInUse));
  ASSERT_TRUE(mine.holder());
  EXPECT_EQ(mine.holder()->process, process.id());
  EXPECT_EQ(mine.holder()->program, own_program());
}

TEST_F(AddressLockTest, IsGoneWhenItsProcessIsKilled) {
  // Closed here, for an open file that two processes share outlives either.
  const auto inherited = open_unowned();
  auto theirs = AddressLock{system_calls(), inherited, 0x20};
  HoldingProcess process{theirs};
  ::close(inherited);
  auto mine = lock(0x20);
  ASSERT_TRUE(mine.acquire(clock_, kShort).failed_with(BusError::kInUse));
  process.end();
  EXPECT_TRUE(mine.acquire(clock_, kShort));
  EXPECT_FALSE(mine.holder());
}

TEST_F(AddressLockTest, HasNoNameForAnotherObjectOfTheSameProcess) {
  auto mine = lock(0x20);
  auto other = lock(0x20);
  ASSERT_TRUE(mine.acquire(clock_, kShort));
  EXPECT_TRUE(other.acquire(clock_, kShort).failed_with(BusError::kInUse));
  EXPECT_FALSE(other.holder());
}

TEST_F(AddressLockTest, HoldsAlthoughTheProcessClosesTheFileElsewhere) {
  auto mine = lock(0x20);
  auto other = lock(0x20);
  ASSERT_TRUE(mine.acquire(clock_, kShort));
  ::close(open_unowned());
  EXPECT_TRUE(other.acquire(clock_, kShort).failed_with(BusError::kInUse));
}

TEST(AddressLock, IsCancelled) {
  FakeAdapter adapter;
  adapter.lock_code = EAGAIN;
  AddressLock lock{adapter.calls(), FakeAdapter::kDescriptor, 0x20};
  link::VirtualClock clock;
  const std::atomic<bool> cancelled{true};
  EXPECT_TRUE(lock.acquire(clock, kShort, &cancelled).failed_with(BusError::kCancelled));
  EXPECT_EQ(clock.now(), link::Microseconds{0});
}

TEST(AddressLock, SaysThatAFileCannotBeLocked) {
  FakeAdapter adapter;
  adapter.lock_code = ENOLCK;
  AddressLock lock{adapter.calls(), FakeAdapter::kDescriptor, 0x20};
  link::VirtualClock clock;
  EXPECT_TRUE(lock.acquire(clock, kShort).failed_with(BusError::kUnavailable));
}

}  // namespace
}  // namespace stsafe::i2c_linux::address_lock_test
