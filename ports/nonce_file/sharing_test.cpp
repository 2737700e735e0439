#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "ports/clock_posix/posix_clock.h"
#include "ports/crypto_openssl/openssl_rng.h"
#include "ports/nonce_file/frame_counter_file.h"
#include "ports/nonce_file/nonce_file.h"
#include "stsafe/base/hex.h"
#include "tests/support/temporary_folder.h"

namespace stsafe::nonce_file::sharing_test {
namespace {

// Under the address sanitizer a process takes ten times as long to start.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr int kNumKills = 200;
#else
constexpr int kNumKills = 1200;
#endif
#else
constexpr int kNumKills = 1200;
#endif
constexpr int kAtATime = 3;
/// So many of the turns wait until something was drawn, and together for so many pieces.
constexpr int kNumPatient = kNumKills / kAtATime / 2;
constexpr std::size_t kFewest = 1000;

using testing_support::TemporaryFolder;
using Bytes13 = Fixed<host::Nonce::kSize>;

constexpr Label kLabel = "ACDE48000000000103"_hex;

class SharingTest : public testing::Test {
 protected:
  NonceFile nonces(std::uint32_t batch) {
    return {path_, rng_, clock_, {.batch = batch, .patience = std::chrono::seconds{60}}};
  }

  // What is on a medium is no matter when processes die.
  TemporaryFolder folder_{testing_support::in_memory()};
  std::string path_ = folder_.file("numbers");
  crypto_openssl::OpensslRng rng_;
  clock_posix::PosixClock clock_;
};

/// What children have drawn, each piece whole: pipes take up to 4096 bytes at once.
class Drawn {
 public:
  Drawn() { EXPECT_EQ(::pipe2(ends_.data(), O_CLOEXEC | O_NONBLOCK), 0); }
  ~Drawn() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  Drawn(const Drawn&) = delete;
  Drawn& operator=(const Drawn&) = delete;

  /// False if the pipe is full.
  bool report(ByteView piece) const {
    return ::write(ends_[1], piece.data(), piece.size()) == static_cast<ssize_t>(piece.size());
  }
  /// Waits until there are so many bytes, for a minute at most.
  bool gets(std::size_t size) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    while (std::chrono::steady_clock::now() < end) {
      int waiting = 0;
      if (::ioctl(ends_[0], FIONREAD, &waiting) == 0 && std::cmp_greater_equal(waiting, size)) {
        return true;
      }
      ::usleep(100);
    }
    return false;
  }
  template <class Piece>
  std::vector<Piece> collect() const {
    std::vector<Piece> all;
    std::vector<Piece> some(std::size_t{1} << 13);
    while (true) {
      const auto size = ::read(ends_[0], some.data(), some.size() * sizeof(Piece));
      if (size <= 0) return all;
      EXPECT_EQ(static_cast<std::size_t>(size) % sizeof(Piece), 0U);
      all.insert(all.end(), some.begin(),
                 some.begin() + size / static_cast<ssize_t>(sizeof(Piece)));
    }
  }

 private:
  std::array<int, 2> ends_{};
};

template <class Piece>
bool are_distinct(std::vector<Piece> pieces) {
  std::ranges::sort(pieces);
  return std::ranges::adjacent_find(pieces) == pieces.end();
}

TEST_F(SharingTest, ThreadsOfOneObjectDrawDistinctNonces) {
  constexpr int kThreads = 8;
  constexpr int kEach = 500;
  auto shared = nonces(3);
  std::array<std::vector<Bytes13>, kThreads> drawn;
  {
    std::vector<std::jthread> threads;
    for (auto& mine : drawn) {
      threads.emplace_back([&shared, &mine] {
        for (int i = 0; i < kEach; ++i) {
          if (const auto nonce = shared.next()) mine.push_back(nonce->bytes());
        }
      });
    }
  }
  std::vector<Bytes13> all;
  for (const auto& mine : drawn) all.insert(all.end(), mine.begin(), mine.end());
  EXPECT_EQ(all.size(), std::size_t{kThreads} * kEach);
  EXPECT_TRUE(are_distinct(all));
}

TEST_F(SharingTest, ProcessesThatMakeTheFileTogetherDrawDistinctNonces) {
  constexpr int kProcesses = 8;
  constexpr int kEach = 150;  // together less than a pipe holds
  const Drawn drawn;
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto mine = nonces(1 + static_cast<std::uint32_t>(i));
      for (int j = 0; j < kEach; ++j) {
        const auto nonce = mine.next();
        if (!nonce || !drawn.report(nonce->bytes())) ::_exit(1);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const auto all = drawn.collect<Bytes13>();
  EXPECT_EQ(all.size(), std::size_t{kProcesses} * kEach);
  EXPECT_TRUE(are_distinct(all));
  // One random part: nobody made the file a second time.
  const auto same_part = [&](const Bytes13& nonce) {
    return std::equal(nonce.begin(), nonce.begin() + 9, all.front().begin());
  };
  EXPECT_TRUE(std::ranges::all_of(all, same_part));
}

/// Lets `draw` run in processes that are killed at random moments, and returns all that they drew.
/// Half of the turns last until enough is drawn, however slow the machine is.
template <class Piece, class Draw>
std::vector<Piece> draw_and_kill(int kills, Draw draw) {
  const Drawn drawn;
  std::minstd_rand random{1};  // NOLINT(cert-msc51-cpp): the same run each time
  std::uniform_int_distribution<int> life{0, 2000};
  std::vector<Piece> all;
  for (int done = 0; done < kills; done += kAtATime) {
    std::array<pid_t, kAtATime> children{};
    for (auto& child : children) {
      child = ::fork();
      if (child == 0) {
        static_cast<void>(::nice(10));  // not before who kills it
        draw(drawn);
      }
    }
    const bool is_patient = done % 2 == 0;
    EXPECT_TRUE(!is_patient || drawn.gets((kFewest / kNumPatient + 1) * sizeof(Piece)));
    ::usleep(static_cast<useconds_t>(life(random)));
    for (const pid_t child : children) {
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
      EXPECT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
    }
    const auto pieces = drawn.collect<Piece>();
    all.insert(all.end(), pieces.begin(), pieces.end());
  }
  return all;
}

TEST_F(SharingTest, NoNonceIsDrawnTwiceWhateverIsKilled) {
  const auto all = draw_and_kill<Bytes13>(kNumKills, [this](const Drawn& drawn) {
    auto mine = nonces(2);
    while (true) {
      const auto nonce = mine.next();
      if (!nonce) ::_exit(1);
      if (!drawn.report(nonce->bytes())) ::pause();
    }
  });
  EXPECT_GT(all.size(), kFewest);
  EXPECT_TRUE(are_distinct(all));
}

TEST_F(SharingTest, NoFrameCounterIsDrawnTwiceWhateverIsKilled) {
  ASSERT_TRUE((FrameCounterFile{path_, kLabel, clock_}.create()));
  const auto all = draw_and_kill<std::uint32_t>(kNumKills, [this](const Drawn& drawn) {
    FrameCounterFile mine{
        path_, kLabel, clock_, {.batch = 1, .patience = std::chrono::seconds{60}}};
    while (true) {
      const auto number = mine.next();
      if (!number) ::_exit(1);
      if (!drawn.report(std::as_bytes(std::span{&*number, 1}))) ::pause();
    }
  });
  EXPECT_GT(all.size(), kFewest);
  EXPECT_TRUE(are_distinct(all));
}

}  // namespace
}  // namespace stsafe::nonce_file::sharing_test
