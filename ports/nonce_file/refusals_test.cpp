#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <set>

#include "ports/clock_posix/posix_clock.h"
#include "ports/nonce_file/frame_counter_file.h"
#include "ports/nonce_file/nonce_file.h"
#include "tests/support/full_disk.h"
#include "tests/support/scripted_rng.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/whole_file.h"

namespace stsafe::nonce_file::refusals_test {
namespace {

using testing_support::Bytes;
using testing_support::overwrite_file;
using testing_support::ScriptedRng;
using testing_support::TemporaryFolder;
using testing_support::to_bytes;
using testing_support::whole_file;

constexpr Label kLabel = "ACDE48000000000103"_hex;

class RefusalsTest : public testing::Test {
 protected:
  RefusalsTest() {
    for (std::uint8_t i = 0; i < 30; ++i) rng_.add(Bytes(Label{}.size(), std::byte{i}));
  }

  NonceFile nonces() { return {path_, rng_, clock_, kSettings, calls_}; }
  FrameCounterFile counter(const Label& label = kLabel) {
    return {path_, label, clock_, kSettings, calls_};
  }

  /// Both kinds refuse the file with this problem and these words, and leave it as it is.
  void expect_refused(Problem problem, const std::string& words) {
    const auto before = whole_file(path_);
    auto one = nonces();
    auto other = counter();
    EXPECT_TRUE(one.next().failed_with(UsageError::kNonceUnavailable));
    EXPECT_TRUE(other.next().failed_with(UsageError::kNonceUnavailable));
    for (const auto& text : {one.detail(), other.detail()}) {
      EXPECT_NE(text.find(words), std::string::npos) << text;
      EXPECT_TRUE(text.starts_with("'" + path_ + "' ")) << text;
      EXPECT_EQ(text.find('\n'), std::string::npos);
    }
    EXPECT_EQ(one.open().error().problem, problem);
    EXPECT_EQ(other.open().error().problem, problem);
    EXPECT_EQ(whole_file(path_), before);
  }

  void expect_counter_refused(Problem problem, const std::string& words) {
    const auto before = whole_file(path_);
    auto numbers = counter();
    EXPECT_TRUE(numbers.next().failed_with(UsageError::kNonceUnavailable));
    EXPECT_NE(numbers.detail().find(words), std::string::npos) << numbers.detail();
    EXPECT_EQ(numbers.open().error().problem, problem);
    EXPECT_EQ(whole_file(path_), before);
  }

  static constexpr Settings kSettings{.batch = 4, .patience = std::chrono::milliseconds{20}};

  TemporaryFolder folder_;
  std::string path_ = folder_.file("numbers");
  ScriptedRng rng_;
  clock_posix::PosixClock clock_;
  SystemCalls calls_ = system_calls();
};

TEST_F(RefusalsTest, AnotherProgramsFileIsLeftAlone) {
  overwrite_file(path_, to_bytes("48656C6C6F"_hex));
  expect_refused(Problem::kNotOurs, "is no file of numbers, and is left as it is");
  overwrite_file(path_, Bytes(kFileSize, std::byte{0x20}));
  expect_refused(Problem::kNotOurs, "is no file of numbers, and is left as it is");
  overwrite_file(path_, Bytes(kFileSize + 1));
  expect_refused(Problem::kNotOurs, "too long");
}

TEST_F(RefusalsTest, ASymbolicLinkIsNotFollowed) {
  const auto target = folder_.file("target");
  NonceFile there{target, rng_, clock_};
  ASSERT_TRUE(there.open());
  std::filesystem::create_symlink(target, path_);
  expect_refused(Problem::kNotOurs, "is a symbolic link: name the file itself");
}

TEST_F(RefusalsTest, AFolderAPipeAndADeviceAreNoFiles) {
  std::filesystem::create_directory(path_);
  expect_refused(Problem::kNotOurs, "is a folder");
  std::filesystem::remove(path_);
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  auto one = nonces();
  EXPECT_EQ(one.open().error().problem, Problem::kNotOurs);
  EXPECT_EQ(counter().open().error().problem, Problem::kNotOurs);
  NonceFile device{"/dev/null", rng_, clock_};
  EXPECT_EQ(device.open().error().problem, Problem::kNotOurs);
}

TEST_F(RefusalsTest, AFileThatOthersMayWriteIsRefused) {
  auto numbers = nonces();
  ASSERT_TRUE(numbers.next());
  for (const mode_t mode : {0620U, 0602U, 0666U}) {
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    expect_refused(Problem::kUnsafe, "chmod go-w");
  }
  ASSERT_EQ(::chmod(path_.c_str(), 0644), 0);
  EXPECT_TRUE(numbers.open());
}

TEST_F(RefusalsTest, ANewerVersionIsRefused) {
  // A whole record of version 2, made with Python.
  Bytes bytes = to_bytes("5354534146454E52 02"_hex);
  bytes.resize(kRecordSize - 8);
  for (const auto byte : "5796844765BFAF1C"_hex) bytes.push_back(byte);
  bytes.resize(kFileSize);
  overwrite_file(path_, bytes);
  expect_refused(Problem::kNewerVersion, "newer version");
}

TEST_F(RefusalsTest, AFileForOtherNumbersIsRefused) {
  ASSERT_TRUE(counter().create());
  auto numbers = nonces();
  EXPECT_EQ(numbers.open().error().problem, Problem::kWrongLabel);
  std::filesystem::remove(path_);
  ASSERT_TRUE(numbers.open());
  expect_counter_refused(Problem::kWrongLabel, "holds numbers for another purpose");
}

TEST_F(RefusalsTest, ACounterOfAnotherKeyIsRefused) {
  ASSERT_TRUE(counter("ACDE48000000000104"_hex).create());
  expect_counter_refused(Problem::kWrongLabel, "belongs to another device or key");
}

TEST_F(RefusalsTest, ACounterThatIsMissingIsNotMadeByTheWay) {
  expect_counter_refused(Problem::kMissing, "does not exist");
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(RefusalsTest, ACounterIsNotMadeTwice) {
  ASSERT_TRUE(counter().create());
  ASSERT_TRUE(counter().next());
  const auto before = whole_file(path_);
  auto again = counter();
  EXPECT_EQ(again.create().error().problem, Problem::kExists);
  EXPECT_EQ(again.detail(), "'" + path_ + "' exists already, and is not replaced");
  EXPECT_EQ(whole_file(path_), before);
}

TEST_F(RefusalsTest, ACounterThatIsDamagedEmptyOrCutOffIsRefused) {
  ASSERT_TRUE(counter().create());
  const auto whole = whole_file(path_);
  auto damaged = whole;
  damaged[20] ^= std::byte{1};
  damaged[kPlaceDistance + 20] ^= std::byte{1};
  overwrite_file(path_, damaged);
  expect_counter_refused(Problem::kDamaged, "give its key up");
  for (std::size_t size = 0; size < kRecordSize; ++size) {
    overwrite_file(path_, ByteView{whole}.first(size));
    EXPECT_EQ(counter().open().error().problem, Problem::kDamaged) << size;
  }
}

TEST_F(RefusalsTest, ACopyOfACounterIsRefused) {
  ASSERT_TRUE(counter().create());
  const auto copy = folder_.file("copy");
  std::filesystem::copy_file(path_, copy);
  std::filesystem::rename(copy, path_);
  expect_counter_refused(Problem::kCopied, "is a copy of another file");
}

TEST_F(RefusalsTest, ACounterThatIsSetBackWhileItIsUsedIsRefused) {
  ASSERT_TRUE(counter().create());
  auto numbers = counter();
  const auto before = whole_file(path_);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(numbers.next());
  overwrite_file(path_, before);
  EXPECT_EQ(numbers.open().error().problem, Problem::kCopied);
  EXPECT_TRUE(numbers.next());  // of what it had reserved
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(numbers.next());
  EXPECT_TRUE(numbers.next().failed_with(UsageError::kNonceUnavailable));
}

TEST_F(RefusalsTest, ACounterEndsBeforeItsLastValue) {
  ASSERT_TRUE(counter().create());
  auto bytes = whole_file(path_);
  auto newest = *decode(ByteView{bytes}.first(kRecordSize), 0);
  newest.end = 0xFFFFFFFD;
  copy_bytes(encode(newest), bytes);
  overwrite_file(path_, bytes);
  auto numbers = counter();
  EXPECT_EQ(*numbers.next(), 0xFFFFFFFDU);
  EXPECT_EQ(*numbers.next(), 0xFFFFFFFEU);
  EXPECT_TRUE(numbers.next().failed_with(UsageError::kNonceExhausted));
  EXPECT_TRUE(numbers.next().failed_with(UsageError::kNonceExhausted));
  EXPECT_TRUE(counter().next().failed_with(UsageError::kNonceExhausted));
}

TEST_F(RefusalsTest, AFullDiskLeavesNoFileAndNoNumber) {
  const testing_support::FullDisk full{100};
  auto numbers = nonces();
  EXPECT_TRUE(numbers.next().failed_with(UsageError::kNonceUnavailable));
  EXPECT_EQ(numbers.open().error().problem, Problem::kNotWritten);
  auto new_counter = counter();
  EXPECT_EQ(new_counter.create().error().problem, Problem::kNotWritten);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(RefusalsTest, AFolderThatIsMissingIsSaid) {
  path_ = folder_.file("no/such/folder/numbers");
  auto numbers = nonces();
  EXPECT_EQ(numbers.open().error().problem, Problem::kUnavailable);
  EXPECT_NE(numbers.detail().find("lies in no folder that exists"), std::string::npos);
}

TEST_F(RefusalsTest, AReadOnlyFileIsSaid) {
  for (const int error : {EACCES, EROFS, EPERM}) {
    calls_.open = [error](const char*, int) {
      errno = error;
      return -1;
    };
    expect_refused(Problem::kUnavailable, "cannot be opened for reading and writing: ");
  }
}

TEST_F(RefusalsTest, ALockIsWaitedForAsLongAsThePatienceSays) {
  auto numbers = nonces();
  ASSERT_TRUE(numbers.open());
  const auto holder = LockedFile::open(path_, 0, clock_, kSettings.patience, calls_);
  ASSERT_TRUE(holder);
  link::VirtualClock clock;
  NonceFile waiting{path_, rng_, clock, kSettings};
  EXPECT_TRUE(waiting.next().failed_with(UsageError::kNonceUnavailable));
  EXPECT_EQ(clock.now(), kSettings.patience);
  EXPECT_NE(waiting.detail().find("is in use by another program"), std::string::npos);
}

TEST_F(RefusalsTest, AFileThatIsReplacedAgainAndAgainEndsTheWait) {
  ASSERT_TRUE(counter().create());
  link::VirtualClock clock;
  calls_.status_of_name = [&](const char*, FileStatus& status) {
    clock.sleep(std::chrono::milliseconds{1});
    status = {};
    return 0;
  };
  FrameCounterFile numbers{path_, kLabel, clock, kSettings, calls_};
  EXPECT_EQ(numbers.open().error().problem, Problem::kInUse);
}

// Every call that can fail, failing in each of a life's first calls: a number that is given out
// afterwards was not given out before.
class FailingCall : public RefusalsTest, public testing::WithParamInterface<int> {
 protected:
  /// True when the failing call's turn has come.
  bool fails() { return count_++ == GetParam(); }
  int count_ = 0;

  void expect_no_repetition() {
    std::set<Bytes> given;
    for (int i = 0; i < 12; ++i) {
      auto numbers = nonces();  // a new object each time: all that is kept is in the file
      const auto nonce = numbers.next();
      if (nonce) {
        EXPECT_TRUE(given.insert(to_bytes(nonce->bytes())).second);
      } else {
        EXPECT_NE(numbers.detail(), "");
      }
    }
    EXPECT_GE(given.size(), 11U);
  }
};

TEST_P(FailingCall, OfWriteRepeatsNothing) {
  calls_.write = [this, real = calls_.write](int file, ByteView bytes, off_t offset) -> ssize_t {
    if (!fails()) return real(file, bytes, offset);
    errno = ENOSPC;
    return -1;
  };
  expect_no_repetition();
}

TEST_P(FailingCall, OfWriteHalfDoneRepeatsNothing) {
  bool is_full = false;
  calls_.write = [&, real = calls_.write](int file, ByteView bytes, off_t offset) -> ssize_t {
    if (is_full) {
      is_full = false;
      errno = EIO;
      return -1;
    }
    is_full = fails();
    return real(file, is_full ? bytes.first(45) : bytes, offset);
  };
  expect_no_repetition();
}

TEST_P(FailingCall, OfSyncRepeatsNothing) {
  calls_.sync = [this, real = calls_.sync](int file) {
    if (!fails()) return real(file);
    errno = EIO;
    return -1;
  };
  expect_no_repetition();
}

TEST_P(FailingCall, OfSyncOfTheFolderRepeatsNothing) {
  calls_.sync_folder_of = [this, real = calls_.sync_folder_of](const char* path) {
    if (!fails()) return real(path);
    errno = EIO;
    return -1;
  };
  expect_no_repetition();
}

TEST_P(FailingCall, OfReadRepeatsNothing) {
  calls_.read = [this, real = calls_.read](int file, ByteSpan bytes, off_t offset) -> ssize_t {
    if (!fails()) return real(file, bytes, offset);
    errno = EIO;
    return -1;
  };
  expect_no_repetition();
}

TEST_P(FailingCall, OfStatusRepeatsNothing) {
  calls_.status = [this, real = calls_.status](int file, FileStatus& status) {
    if (!fails()) return real(file, status);
    errno = EIO;
    return -1;
  };
  expect_no_repetition();
}

TEST_P(FailingCall, OfLockRepeatsNothing) {
  calls_.try_lock = [this, real = calls_.try_lock](int file) {
    if (!fails()) return real(file);
    errno = ENOLCK;
    return -1;
  };
  expect_no_repetition();
}

INSTANTIATE_TEST_SUITE_P(Each, FailingCall, testing::Range(0, 10));

TEST_F(RefusalsTest, InterruptedCallsAreTakenUpAgain) {
  int count = 0;
  calls_.write = [&, real = calls_.write](int file, ByteView bytes, off_t offset) -> ssize_t {
    if (++count % 2 == 0) return real(file, bytes.first(1 + bytes.size() / 2), offset);
    errno = EINTR;
    return -1;
  };
  calls_.read = [&, real = calls_.read](int file, ByteSpan bytes, off_t offset) -> ssize_t {
    if (++count % 2 == 0) return real(file, bytes.first(1 + bytes.size() / 2), offset);
    errno = EINTR;
    return -1;
  };
  ASSERT_TRUE(counter().create());
  for (std::uint32_t i = 0; i < 5; ++i) EXPECT_EQ(*counter().next(), 4 * i);
}

TEST_F(RefusalsTest, NoNumberIsGivenBeforeItsReservationIsOnTheMedium) {
  std::vector<std::string> order;
  calls_.write = [&, real = calls_.write](int file, ByteView bytes, off_t offset) {
    order.emplace_back("write");
    return real(file, bytes, offset);
  };
  calls_.sync = [&, real = calls_.sync](int file) {
    order.emplace_back("sync");
    return real(file);
  };
  calls_.sync_folder_of = [&, real = calls_.sync_folder_of](const char* path) {
    order.emplace_back("sync folder");
    return real(path);
  };
  auto numbers = nonces();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(numbers.next());
    order.emplace_back("given");
  }
  EXPECT_EQ(order, (std::vector<std::string>{"write", "sync", "sync folder", "given", "given",
                                             "given", "given", "write", "sync", "given"}));
}

}  // namespace
}  // namespace stsafe::nonce_file::refusals_test
