#include "ports/files_posix/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <vector>

#include "tests/support/bytes.h"
#include "tests/support/full_disk.h"
#include "tests/support/temporary_folder.h"

namespace stsafe::files_posix::output_file_test {
namespace {

namespace fs = std::filesystem;
using testing_support::TemporaryFolder;
using testing_support::to_bytes;

ByteView bytes_of(std::string_view text) { return std::as_bytes(std::span{text}); }

std::string content_of(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void put(const std::string& file, const std::string& content) { std::ofstream{file} << content; }

::mode_t mode_of(const std::string& file) {
  struct stat status{};
  EXPECT_EQ(::stat(file.c_str(), &status), 0);
  return status.st_mode & 07777U;
}

/// Both ways to keep a file out of sight.
class OutputFileTest : public testing::TestWithParam<bool> {
 protected:
  OutputOptions options(bool overwrite = false) const {
    return {.overwrite = overwrite, .needs_name = GetParam()};
  }
  std::size_t num_files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator{fs::path{name_}.parent_path()}, {}));
  }
  /// How many files there are while one is being written.
  std::size_t num_hidden() const { return GetParam() ? 1 : 0; }

  TemporaryFolder folder_;
  std::string name_ = folder_.file("out");
};
INSTANTIATE_TEST_SUITE_P(BothWays, OutputFileTest, testing::Bool(),
                         [](const auto& way) { return way.param ? "Hidden" : "Unnamed"; });

TEST_P(OutputFileTest, AppearsOnlyWhenItIsCommitted) {
  auto file = OutputFile::create(name_, options());
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write(bytes_of("one ")));
  ASSERT_TRUE(file->write(bytes_of("two")));
  EXPECT_FALSE(fs::exists(name_));
  EXPECT_EQ(num_files(), num_hidden());
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(content_of(name_), "one two");
  EXPECT_EQ(num_files(), 1U);
  file->discard();
  EXPECT_TRUE(fs::exists(name_));
}

TEST_P(OutputFileTest, IsThereForItsOwnerAlone) {
  const auto before = ::umask(0);
  {
    auto file = OutputFile::create(name_, options());
    ASSERT_TRUE(file && file->commit());
  }
  EXPECT_EQ(mode_of(name_), 0600U);
  auto wider = options();
  wider.mode = 0644;
  {
    auto file = OutputFile::create(folder_.file("wider"), wider);
    ASSERT_TRUE(file && file->commit());
  }
  ::umask(before);
  EXPECT_EQ(mode_of(folder_.file("wider")), 0644U);
}

TEST_P(OutputFileTest, LeavesNothingIfItIsNotCommitted) {
  {
    auto file = OutputFile::create(name_, options());
    ASSERT_TRUE(file && file->write(bytes_of("secret")));
  }
  EXPECT_EQ(num_files(), 0U);
  auto file = OutputFile::create(name_, options());
  ASSERT_TRUE(file && file->write(bytes_of("secret")));
  file->discard();
  EXPECT_EQ(num_files(), 0U);
  EXPECT_FALSE(file->write(bytes_of("more")));
  EXPECT_FALSE(file->commit());
  EXPECT_EQ(num_files(), 0U);
}

TEST_P(OutputFileTest, ReplacesNothingUnlessItIsTold) {
  put(name_, "before");
  const auto refused = OutputFile::create(name_, options());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, cose::Reason::kInvalidRequest);
  EXPECT_NE(refused.error().message.find(name_), std::string::npos);
  EXPECT_EQ(content_of(name_), "before");

  auto file = OutputFile::create(name_, options(true));
  ASSERT_TRUE(file && file->write(bytes_of("after")));
  EXPECT_EQ(content_of(name_), "before");
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(content_of(name_), "after");
  EXPECT_EQ(num_files(), 1U);
}

TEST_P(OutputFileTest, DoesNotReplaceWhatSomebodyMadeMeanwhile) {
  auto file = OutputFile::create(name_, options());
  ASSERT_TRUE(file && file->write(bytes_of("mine")));
  put(name_, "theirs");
  const auto committed = file->commit();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().reason, cose::Reason::kInvalidRequest);
  EXPECT_EQ(content_of(name_), "theirs");
  EXPECT_EQ(num_files(), 1U);
}

TEST_P(OutputFileTest, FollowsNoLinkAtItsName) {
  const auto target = folder_.file("target");
  put(target, "precious");
  fs::create_symlink(target, name_);
  for (const bool overwrite : {false, true}) {
    const auto refused = OutputFile::create(name_, options(overwrite));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, cose::Reason::kInvalidRequest);
  }
  fs::remove(name_);
  fs::create_symlink(folder_.file("nowhere"), name_);
  EXPECT_FALSE(OutputFile::create(name_, options(true)));
  fs::remove(name_);
  auto file = OutputFile::create(name_, options(true));
  ASSERT_TRUE(file && file->write(bytes_of("mine")));
  fs::create_symlink(target, name_);
  EXPECT_FALSE(file->commit());
  EXPECT_EQ(content_of(target), "precious");
  EXPECT_FALSE(fs::exists(folder_.file("nowhere")));
  EXPECT_EQ(num_files(), 2U);
}

TEST_P(OutputFileTest, WantsANameInAFolderThatIsThere) {
  for (const std::string wrong : {"", "/", ".", "..", "folder/", "missing/out"}) {
    const auto file =
        OutputFile::create(wrong.empty() ? wrong : folder_.file(wrong), options(true));
    ASSERT_FALSE(file) << wrong;
    EXPECT_EQ(file.error().reason, cose::Reason::kStream) << wrong;
  }
  fs::create_directory(name_);
  EXPECT_FALSE(OutputFile::create(name_, options(true)));
  EXPECT_FALSE(OutputFile::create(name_, options(false)));
}

TEST_P(OutputFileTest, TakesTheLongestName) {
  const std::string longest(255, 'n');
  auto file = OutputFile::create(folder_.file(longest), options(true));
  ASSERT_TRUE(file && file->write(bytes_of("x")) && file->commit());
  EXPECT_EQ(content_of(folder_.file(longest)), "x");
  EXPECT_FALSE(OutputFile::create(folder_.file(longest + "n"), options(true)));
}

TEST_P(OutputFileTest, LeavesNothingOnAFullDisk) {
  const testing_support::FullDisk full{8192};
  const std::vector<std::byte> much(10000);
  auto file = OutputFile::create(name_, options());
  ASSERT_TRUE(file);
  const auto written = file->write(much);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().reason, cose::Reason::kStream);
  EXPECT_EQ(written.error().message, "cannot write " + name_ + ": File too large");
  EXPECT_EQ(num_files(), 0U);
}

TEST(OutputFile, LeavesNothingWhenItsProcessIsKilled) {
  const TemporaryFolder folder;
  const auto name = folder.file("out");
  std::array<int, 2> ready{};
  ASSERT_EQ(::pipe(ready.data()), 0);
  const auto child = ::fork();
  if (child == 0) {
    auto file = OutputFile::create(name, {});
    const bool written = file && file->write(bytes_of("half"));
    static_cast<void>(::write(ready[1], written ? "y" : "n", 1));
    while (true) ::pause();
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(fs::is_empty(fs::path{name}.parent_path()));
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace
}  // namespace stsafe::files_posix::output_file_test
