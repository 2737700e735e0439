#include "ports/i2c_linux/locked_transport.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "stsafe/base/hex.h"
#include "tests/support/fake_adapter.h"

namespace stsafe::i2c_linux::locked_transport_test {
namespace {

using testing_support::FakeAdapter;
using testing_support::hex;

constexpr auto kRequest = "01 E1 F1"_hex;
constexpr auto kAnswer = "00 00 02 F0 78"_hex;

/// Answers, or fails, and sees whether the lock is held meanwhile.
class Inner final : public link::Transport {
 public:
  explicit Inner(const FakeAdapter& adapter) : adapter_(adapter) {}
  Result<ByteView> exchange(ByteView, ByteSpan reply, link::Expectation) override {
    ++num_exchanges;
    EXPECT_TRUE(adapter_.is_locked);
    if (error) return *error;
    copy_bytes(kAnswer, reply);
    return ByteView{reply.first(kAnswer.size())};
  }
  int num_exchanges = 0;
  std::optional<Error> error;

 private:
  const FakeAdapter& adapter_;
};

class LockedTransportTest : public testing::Test {
 protected:
  Result<ByteView> exchange() { return transport_.exchange(kRequest, reply_, {}); }

  FakeAdapter adapter_;
  AddressLock lock_{adapter_.calls(), FakeAdapter::kDescriptor, 0x20};
  link::VirtualClock clock_;
  std::atomic<bool> cancelled_{false};
  Inner inner_{adapter_};
  LockedTransport transport_{inner_, lock_, clock_, &cancelled_};
  Fixed<100> reply_{};
};

TEST_F(LockedTransportTest, HoldsTheLockForEachExchange) {
  for (int i = 1; i <= 3; ++i) {
    const auto answer = exchange();
    ASSERT_TRUE(answer);
    EXPECT_EQ(hex(*answer), hex(kAnswer));
    EXPECT_FALSE(adapter_.is_locked);
    EXPECT_EQ(adapter_.num_locks, i);
  }
}

TEST_F(LockedTransportTest, GivesTheLockBackAfterAFailure) {
  inner_.error = LinkError::kNoAnswer;
  EXPECT_TRUE(exchange().failed_with(LinkError::kNoAnswer));
  EXPECT_FALSE(adapter_.is_locked);
}

TEST_F(LockedTransportTest, SendsNothingIfAnotherProgramKeepsTheLock) {
  adapter_.lock_code = EAGAIN;
  adapter_.lock_holder = 4711;
  EXPECT_TRUE(exchange().failed_with(BusError::kInUse));
  EXPECT_EQ(inner_.num_exchanges, 0);
  EXPECT_EQ(clock_.now(), LockedTransport::kPatience);
  ASSERT_TRUE(lock_.holder());
  EXPECT_EQ(lock_.holder()->program, "other-program");
}

TEST_F(LockedTransportTest, IsCancelledWhileItWaits) {
  adapter_.lock_code = EAGAIN;
  cancelled_ = true;
  EXPECT_TRUE(exchange().failed_with(BusError::kCancelled));
  EXPECT_EQ(inner_.num_exchanges, 0);
}

}  // namespace
}  // namespace stsafe::i2c_linux::locked_transport_test
