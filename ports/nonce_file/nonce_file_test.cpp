#include "ports/nonce_file/nonce_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "ports/clock_posix/posix_clock.h"
#include "tests/support/scripted_rng.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/whole_file.h"

namespace stsafe::nonce_file::nonce_file_test {
namespace {

using testing_support::hex;
using testing_support::overwrite_file;
using testing_support::ScriptedRng;
using testing_support::TemporaryFolder;
using testing_support::whole_file;

class NonceFileTest : public testing::Test {
 protected:
  NonceFileTest() {
    rng_.add("A0A1A2A3A4A5A6A7A8"_hex);
    rng_.add("B0B1B2B3B4B5B6B7B8"_hex);
    rng_.add("C0C1C2C3C4C5C6C7C8"_hex);
  }

  NonceFile file(std::uint32_t batch = 4) { return file_at(path_, batch); }
  NonceFile file_at(const std::string& path, std::uint32_t batch = 4) {
    return {path, rng_, clock_, {.batch = batch}};
  }
  static std::string next_of(NonceFile& nonces) {
    const auto nonce = nonces.next();
    return nonce ? hex(nonce->bytes()) : nonces.detail();
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("nonces");
  ScriptedRng rng_;
  clock_posix::PosixClock clock_;
};

TEST_F(NonceFileTest, CountsBehindTheRandomPartOfANewFile) {
  auto nonces = file();
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000000");
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000001");
  for (int i = 2; i < 0x123; ++i) ASSERT_TRUE(nonces.next());
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000123");
  EXPECT_EQ(nonces.remark(), "");
  EXPECT_EQ(nonces.detail(), "");
}

TEST_F(NonceFileTest, MakesItsFileForItsOwnerAlone) {
  auto nonces = file();
  ASSERT_TRUE(nonces.open());
  struct stat status{};
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode, S_IFREG | 0600);
  EXPECT_EQ(status.st_size, static_cast<off_t>(kFileSize));
}

TEST_F(NonceFileTest, SkipsWhatWasReservedWhenItsProcessEnded) {
  {
    auto before = file();
    EXPECT_EQ(next_of(before), "a0a1a2a3a4a5a6a7a800000000");
  }
  auto after = file();
  EXPECT_EQ(next_of(after), "a0a1a2a3a4a5a6a7a800000004");
}

TEST_F(NonceFileTest, ReservesBeforeItGives) {
  auto nonces = file(1);
  for (std::uint64_t i = 0; i < 5; ++i) {
    ASSERT_TRUE(nonces.next());
    const auto bytes = whole_file(path_);
    const auto place = place_of(i);  // records 2, 3, …: the first reservation is in the second
    const auto record = decode(ByteView{bytes}.subspan(place, kRecordSize), place);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->end, i + 1);
  }
}

TEST_F(NonceFileTest, CheckingUsesNoNumbers) {
  auto nonces = file();
  ASSERT_TRUE(nonces.open());
  const auto before = whole_file(path_);
  ASSERT_TRUE(nonces.open());
  EXPECT_EQ(whole_file(path_), before);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000000");
}

TEST_F(NonceFileTest, TwoObjectsShareOneFile) {
  auto one = file(2);
  auto other = file(2);
  EXPECT_EQ(next_of(one), "a0a1a2a3a4a5a6a7a800000000");
  EXPECT_EQ(next_of(other), "a0a1a2a3a4a5a6a7a800000002");
  EXPECT_EQ(next_of(one), "a0a1a2a3a4a5a6a7a800000001");
  EXPECT_EQ(next_of(one), "a0a1a2a3a4a5a6a7a800000004");
  EXPECT_EQ(next_of(other), "a0a1a2a3a4a5a6a7a800000003");
}

TEST_F(NonceFileTest, TheChildOfAForkDoesNotUseItsParentsNumbers) {
  auto nonces = file();
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000000");
  const pid_t child = ::fork();
  if (child == 0) ::_exit(next_of(nonces) == "a0a1a2a3a4a5a6a7a800000004" ? 0 : 1);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000001");
}

TEST_F(NonceFileTest, ACopyGetsARandomPartOfItsOwn) {
  auto original = file();
  EXPECT_EQ(next_of(original), "a0a1a2a3a4a5a6a7a800000000");
  const auto copy_path = folder_.file("copy");
  std::filesystem::copy_file(path_, copy_path);
  auto copy = file_at(copy_path);
  EXPECT_EQ(next_of(copy), "b0b1b2b3b4b5b6b7b800000000");
  EXPECT_EQ(copy.remark(), "the file was a copy, or was set back");
  EXPECT_EQ(next_of(copy), "b0b1b2b3b4b5b6b7b800000001");

  auto later = file_at(copy_path);
  EXPECT_EQ(next_of(later), "b0b1b2b3b4b5b6b7b800000004");
  EXPECT_EQ(later.remark(), "");
}

TEST_F(NonceFileTest, ARenamedFileGoesOn) {
  auto before = file();
  EXPECT_EQ(next_of(before), "a0a1a2a3a4a5a6a7a800000000");
  std::filesystem::rename(path_, folder_.file("moved"));
  auto after = file_at(folder_.file("moved"));
  EXPECT_EQ(next_of(after), "a0a1a2a3a4a5a6a7a800000004");
}

TEST_F(NonceFileTest, ABackupThatIsRestoredGetsARandomPartOfItsOwn) {
  auto nonces = file(1);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000000");
  const auto backup = folder_.file("backup");
  std::filesystem::copy_file(path_, backup);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000001");
  std::filesystem::rename(backup, path_);
  EXPECT_EQ(next_of(nonces), "b0b1b2b3b4b5b6b7b800000000");
}

TEST_F(NonceFileTest, NoticesWhenItIsSetBackWhileItIsUsed) {
  auto nonces = file(1);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000000");
  const auto backup = whole_file(path_);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000001");
  overwrite_file(path_, backup);
  EXPECT_EQ(next_of(nonces), "b0b1b2b3b4b5b6b7b800000000");
  EXPECT_EQ(nonces.remark(), "the file was a copy, or was set back");
}

TEST_F(NonceFileTest, ADeletedFileIsMadeAnew) {
  auto nonces = file(1);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a800000000");
  std::filesystem::remove(path_);
  EXPECT_EQ(next_of(nonces), "b0b1b2b3b4b5b6b7b800000000");
}

TEST_F(NonceFileTest, DrawsARandomPartWhenNumbersAreUsedUp) {
  auto nonces = file(2);
  ASSERT_TRUE(nonces.open());
  auto bytes = whole_file(path_);
  auto last = *decode(ByteView{bytes}.first(kRecordSize), 0);
  last.end = 0xFFFFFFFF;
  copy_bytes(encode(last), bytes);
  overwrite_file(path_, bytes);
  EXPECT_EQ(next_of(nonces), "a0a1a2a3a4a5a6a7a8ffffffff");
  EXPECT_EQ(next_of(nonces), "b0b1b2b3b4b5b6b7b800000000");
  EXPECT_EQ(nonces.remark(), "its numbers were used up");
}

TEST_F(NonceFileTest, NeedsRandomBytesForANewFile) {
  ScriptedRng empty;
  NonceFile nonces{path_, empty, clock_};
  EXPECT_TRUE(nonces.next().failed_with(CryptoError::kBackendFailed));
  EXPECT_EQ(nonces.detail(), "'" + path_ + "' needs random bytes, and there are none");
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(NonceFileTest, ABatchIsAtLeastOneAndAtMostTheMost) {
  auto none = file(0);
  EXPECT_EQ(next_of(none), "a0a1a2a3a4a5a6a7a800000000");
  auto many = file(kMaxBatch + 1);
  EXPECT_EQ(next_of(many), "a0a1a2a3a4a5a6a7a800000001");
  auto after = file();
  EXPECT_EQ(next_of(after), "a0a1a2a3a4a5a6a7a800001001");
}

}  // namespace
}  // namespace stsafe::nonce_file::nonce_file_test
