#include <gtest/gtest.h>

#include "stsafe/base/hex.h"
#include "stsafe/link/link_transport.h"
#include "stsafe/wire/frame.h"

// How long a LinkTransport waits for a chip that does not answer.
namespace stsafe::link::deadlines_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto kReset = "01 E1 F1"_hex;
constexpr auto kDamaged = "01 00 02 E1 F1"_hex;
constexpr milliseconds kTypical{2};

/// Acknowledges its address at certain times only, and says 01 to everything.
class SilentBus final : public I2cBus {
 public:
  explicit SilentBus(Clock& clock) : clock_(clock) {}
  Result<void> write(std::uint8_t, ByteView) override {
    ++num_writes;
    if (clock_.now() < writable_from) return BusError::kNack;
    return {};
  }
  Result<void> read(std::uint8_t, ByteSpan data) override {
    ++num_reads;
    if (clock_.now() < readable_from) return BusError::kNack;
    copy_bytes(ByteView{kDamaged}.first(data.size()), data);
    return {};
  }
  Microseconds writable_from = Microseconds::max();
  Microseconds readable_from = Microseconds::max();
  int num_writes = 0;
  int num_reads = 0;

 private:
  Clock& clock_;
};

class Deadlines : public testing::Test {
 protected:
  Result<ByteView> exchange() {
    LinkTransport transport{bus_, clock_, kDefaultI2cAddress, policy_};
    return transport.exchange(kReset, reply_, {kTypical});
  }
  LinkPolicy policy_{
      .min_step = milliseconds{1}, .max_step = milliseconds{1}, .patience = milliseconds{10}};
  VirtualClock clock_;
  SilentBus bus_{clock_};
  Fixed<wire::kMaxResponseSize> reply_{};
};

TEST_F(Deadlines, AnUnacknowledgedCommandIsNotDelivered) {
  EXPECT_TRUE(exchange().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(clock_.now(), policy_.patience);
  EXPECT_EQ(bus_.num_writes, 11);
  EXPECT_EQ(bus_.num_reads, 0);
}

TEST_F(Deadlines, ACommandWithoutAnswerHasNoAnswer) {
  bus_.writable_from = {};
  EXPECT_TRUE(exchange().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(clock_.now(), kTypical + policy_.patience);
  EXPECT_EQ(bus_.num_writes, 1);
  EXPECT_EQ(bus_.num_reads, 11);
}

TEST_F(Deadlines, AreMetByAnAnswerAtTheLastMoment) {
  bus_.writable_from = policy_.patience;
  bus_.readable_from = policy_.patience + kTypical + policy_.patience;
  policy_.max_resends = 0;
  EXPECT_TRUE(exchange());
}

TEST_F(Deadlines, CountAnewForEachResend) {
  bus_.writable_from = {};
  bus_.readable_from = {};
  policy_.max_resends = 2;
  EXPECT_TRUE(exchange());
  EXPECT_EQ(bus_.num_writes, 3);
  EXPECT_EQ(clock_.now(), 3 * kTypical);
}

// Whatever divides the time: no wait ends after its deadline.
TEST_F(Deadlines, AreNeverWaitedPast) {
  policy_.min_step = policy_.max_step = milliseconds{3};
  EXPECT_TRUE(exchange().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(clock_.now(), policy_.patience);
}

// Protocol part 01, section 1.6: 10 ms, and then a hundred attempts 10 ms apart. The vendor's
// library waits once more after the last one.
TEST_F(Deadlines, OfTheVendorsLibraryAreItsHundredAttempts) {
  policy_ = kVendorPolicy;
  EXPECT_TRUE(exchange().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(bus_.num_writes, 100);
  EXPECT_EQ(clock_.now(), milliseconds{990});
  bus_.writable_from = {};
  EXPECT_TRUE(exchange().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(bus_.num_reads, 100);
  EXPECT_EQ(clock_.now(), milliseconds{990 + 1000});
}

TEST_F(Deadlines, BoundAPolicyWithoutPatience) {
  policy_.patience = {};
  EXPECT_TRUE(exchange().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(bus_.num_writes, 1);
  EXPECT_EQ(clock_.now(), Microseconds{0});
}

TEST_F(Deadlines, AreHalfAnHourIfAPolicyHasEndlessPatience) {
  policy_ = {.min_step = seconds{10}, .max_step = seconds{10}, .patience = ShortTime::max()};
  EXPECT_TRUE(exchange().failed_with(LinkError::kNotDelivered));
  EXPECT_EQ(clock_.now(), minutes{30});
  bus_.writable_from = {};
  EXPECT_TRUE(exchange().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(clock_.now(), minutes{30} + kTypical + minutes{30});
}

TEST_F(Deadlines, AreNotMissedIfEveryTimeOfAPolicyIsTheLongestThereIs) {
  policy_ = {.first_wait = ShortTime::max(),
             .min_step = ShortTime::max(),
             .max_step = ShortTime::max(),
             .patience = ShortTime::max()};
  bus_.writable_from = {};
  EXPECT_TRUE(exchange().failed_with(LinkError::kNoAnswer));
  EXPECT_EQ(clock_.now(), minutes{60});
  EXPECT_EQ(bus_.num_reads, 2);
}

}  // namespace
}  // namespace stsafe::link::deadlines_test
