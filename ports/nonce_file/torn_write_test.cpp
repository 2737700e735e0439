#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "ports/clock_posix/posix_clock.h"
#include "ports/nonce_file/frame_counter_file.h"
#include "ports/nonce_file/nonce_file.h"
#include "tests/support/bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/whole_file.h"

// What a power cut leaves: the first bytes of a write, then what was there before; or the last
// bytes; or, of what the medium writes whole, any.
namespace stsafe::nonce_file::torn_write_test {
namespace {

using testing_support::Bytes;
using testing_support::hex;
using testing_support::overwrite_file;
using testing_support::TemporaryFolder;
using testing_support::whole_file;

/// Gives each label once.
class CountingRng final : public crypto::Rng {
 public:
  Result<void> fill(ByteSpan out) override {
    out[0] = std::byte{++drawn_};
    return {};
  }

 private:
  std::uint8_t drawn_ = 0;
};

constexpr Label kLabel = "ACDE48000000000103"_hex;

/// The states that a write from `before` to `after` may leave if it is cut off.
std::vector<Bytes> torn(const Bytes& before, const Bytes& after) {
  std::vector<Bytes> states;
  for (std::size_t cut = 0; cut <= after.size(); ++cut) {
    const auto differs = [&](std::size_t i) {
      return i < after.size() && after[i] != (i < before.size() ? before[i] : std::byte{0});
    };
    if (cut > 1 && !differs(cut) && !differs(cut - 1)) continue;  // as the cut before
    auto front = before;
    front.resize(std::max(before.size(), cut));
    std::copy_n(after.begin(), cut, front.begin());
    states.push_back(front);
    auto back = after;
    std::copy_n(before.begin(), std::min(cut, before.size()), back.begin());
    states.push_back(back);
  }
  return states;
}

class TornWriteTest : public testing::Test {
 protected:
  FrameCounterFile counter(std::uint32_t batch) {
    return {path_, kLabel, clock_, {.batch = batch}};
  }

  TemporaryFolder folder_{testing_support::in_memory()};
  std::string path_ = folder_.file("numbers");
  CountingRng rng_;
  clock_posix::PosixClock clock_;
};

TEST_F(TornWriteTest, AFrameCounterGoesOnAndRepeatsNothing) {
  ASSERT_TRUE(counter(3).create());
  std::uint32_t highest = 0;
  for (int round = 0; round < 4; ++round) {
    const auto before = whole_file(path_);
    auto dying = counter(3);
    const auto first = dying.next();
    ASSERT_TRUE(first) << dying.detail();
    const auto after = whole_file(path_);
    const auto states = torn(before, after);
    ASSERT_GT(states.size(), 10U);
    // Cut off, `first` was not given out; written whole, it was.
    for (const auto& state : states) {
      overwrite_file(path_, state);
      auto next = counter(3).next();
      ASSERT_TRUE(next);
      EXPECT_GE(*next, state == after ? *first + 3 : highest);
      EXPECT_LE(*next, *first + 3 + kMaxBatch);
      // And after one more crash, of the recovery.
      EXPECT_GT(*counter(3).next(), *next + 2);
    }
    overwrite_file(path_, after);
    highest = *first + 3;
  }
}

TEST_F(TornWriteTest, ARecoveryThatIsCutOffRepeatsNothing) {
  ASSERT_TRUE(counter(3).create());
  ASSERT_EQ(*counter(3).next(), 0U);
  auto last = counter(3);
  ASSERT_EQ(*last.next(), 3U);
  const auto whole = whole_file(path_);
  for (const std::size_t damaged : {std::size_t{0}, kPlaceDistance}) {
    auto damaged_once = whole;
    damaged_once[damaged + 40] ^= std::byte{1};
    overwrite_file(path_, damaged_once);
    const auto recovered = counter(3).next();
    ASSERT_TRUE(recovered);
    EXPECT_GE(*recovered, 6U);
    const auto after = whole_file(path_);
    for (const auto& state : torn(damaged_once, after)) {
      overwrite_file(path_, state);
      const auto next = counter(3).next();
      if (!next) continue;  // both damaged: refused
      EXPECT_GE(*next, state == after ? *recovered + 3 : 6U);
    }
  }
}

TEST_F(TornWriteTest, ADamagedRecordCostsAFrameCounterNumbersButRepeatsNone) {
  ASSERT_TRUE(counter(kMaxBatch).create());
  ASSERT_EQ(*counter(kMaxBatch).next(), 0U);
  auto last = counter(kMaxBatch);
  ASSERT_EQ(*last.next(), kMaxBatch);
  const auto whole = whole_file(path_);
  for (const std::size_t place : {std::size_t{0}, kPlaceDistance}) {
    for (std::size_t i = 0; i < kRecordSize; ++i) {
      auto damaged = whole;
      damaged[place + i] ^= std::byte{0x10};
      overwrite_file(path_, damaged);
      const auto next = counter(kMaxBatch).next();
      ASSERT_TRUE(next) << place << '+' << i;
      EXPECT_GE(*next, 2 * kMaxBatch);
      EXPECT_LE(*next, 3 * kMaxBatch);
    }
  }
}

TEST_F(TornWriteTest, ANonceFileGoesOnOrDrawsARandomPart) {
  std::set<std::string> given;
  const auto draw = [&] {
    NonceFile nonces{path_, rng_, clock_, {.batch = 1}};
    const auto nonce = nonces.next();
    return nonce ? hex(nonce->bytes()) : nonces.detail();
  };
  ASSERT_TRUE(given.insert(draw()).second);
  for (int round = 0; round < 3; ++round) {
    const auto before = whole_file(path_);
    const auto lost = draw();  // by a process that the cut ended before it got the number
    const auto after = whole_file(path_);
    for (const auto& state : torn(before, after)) {
      overwrite_file(path_, state);
      auto was_given = given;
      if (state == after) was_given.insert(lost);
      const auto next = draw();
      EXPECT_FALSE(was_given.contains(next)) << next;
      EXPECT_FALSE(draw() == next);
    }
    overwrite_file(path_, after);
    given.insert(lost);
  }
}

TEST_F(TornWriteTest, ACreationThatIsCutOffIsBegunAnewOrRefused) {
  ASSERT_TRUE(counter(1).create());
  const auto after = whole_file(path_);
  for (const auto& state : torn({}, after)) {
    overwrite_file(path_, state);
    auto numbers = counter(1);
    const auto next = numbers.next();
    if (next) continue;
    EXPECT_TRUE(next.failed_with(UsageError::kNonceUnavailable));
    EXPECT_EQ(numbers.open().error().problem, Problem::kDamaged);
  }
  NonceFile nonces{path_, rng_, clock_};
  std::filesystem::remove(path_);
  ASSERT_TRUE(nonces.open());
  for (const auto& state : torn({}, whole_file(path_))) {
    overwrite_file(path_, state);
    NonceFile later{path_, rng_, clock_};
    EXPECT_TRUE(later.next()) << later.detail();
  }
}

}  // namespace
}  // namespace stsafe::nonce_file::torn_write_test
