#include "ports/files_posix/input_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include <fstream>

#include "ports/files_posix/spool_file.h"
#include "tests/support/temporary_folder.h"

namespace stsafe::files_posix::input_file_test {
namespace {

using testing_support::TemporaryFolder;

std::string text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ByteView bytes_of(std::string_view text) { return std::as_bytes(std::span{text}); }

/// All that is left, in pieces of at most `most` bytes.
std::string rest_of(cose::ByteSource& source, std::size_t most) {
  std::string all;
  while (true) {
    const auto piece = source.next(most);
    EXPECT_TRUE(piece);
    if (!piece || piece->empty()) return all;
    EXPECT_LE(piece->size(), most);
    all += text_of(*piece);
  }
}

/// A pipe that a child process fills.
class FilledPipe {
 public:
  explicit FilledPipe(const std::string& content) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::close(ends[0]);
      static_cast<void>(write_all(Descriptor::borrowed(ends[1]), bytes_of(content)));
      ::_exit(0);
    }
    ::close(ends[1]);
    reader_ = Descriptor::owned(ends[0]);
  }
  ~FilledPipe() {
    reader_.close();
    ::waitpid(child_, nullptr, 0);
  }
  FilledPipe(const FilledPipe&) = delete;
  FilledPipe& operator=(const FilledPipe&) = delete;

  int number() const { return reader_.number(); }

 private:
  Descriptor reader_;
  ::pid_t child_ = 0;
};

TEST(InputFile, GivesAFileInPiecesAndAgain) {
  const TemporaryFolder folder;
  const auto name = folder.file("in");
  std::ofstream{name} << "0123456789";
  auto file = InputFile::open(name);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->size(), 10U);
  ASSERT_TRUE(file->can_seek());
  EXPECT_EQ(rest_of(*file, 3), "0123456789");
  ASSERT_TRUE(file->seek(4));
  EXPECT_EQ(rest_of(*file, 100), "456789");
  ASSERT_TRUE(file->seek(10));
  EXPECT_EQ(rest_of(*file, 100), "");
  EXPECT_FALSE(file->seek(11));
}

TEST(InputFile, BeginsWhereAnOpenFileStands) {
  const TemporaryFolder folder;
  const auto name = folder.file("in");
  std::ofstream{name} << "0123456789";
  const int number = ::open(name.c_str(), O_RDONLY);
  ASSERT_EQ(::lseek(number, 4, SEEK_SET), 4);
  auto file = InputFile::of(Descriptor::owned(number), "in");
  EXPECT_EQ(file.size(), 6U);
  EXPECT_EQ(rest_of(file, 100), "456789");
  ASSERT_TRUE(file.seek(1));
  EXPECT_EQ(rest_of(file, 100), "56789");
}

TEST(InputFile, GivesAPipeOnce) {
  const std::string content(300000, 'p');
  const FilledPipe pipe{content};
  auto file = InputFile::of(Descriptor::borrowed(pipe.number()), "standard input");
  EXPECT_EQ(file.size(), std::nullopt);
  EXPECT_FALSE(file.can_seek());
  EXPECT_TRUE(rest_of(file, 1000) == content);
  const auto back = file.seek(0);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().reason, cose::Reason::kStream);
}

TEST(InputFile, SaysWhatCannotBeRead) {
  const TemporaryFolder folder;
  const auto missing = InputFile::open(folder.file("missing"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().reason, cose::Reason::kStream);
  EXPECT_EQ(missing.error().message,
            "cannot open " + folder.file("missing") + ": No such file or directory");
  EXPECT_FALSE(InputFile::open(folder.file(".")));
  auto closed = InputFile::of(Descriptor::borrowed(1000), "nothing");
  const auto piece = closed.next(1);
  ASSERT_FALSE(piece);
  EXPECT_EQ(piece.error().message, "cannot read nothing: Bad file descriptor");
}

TEST(SpoolFile, GivesBackWhatItWasGiven) {
  SpoolFile spool;
  ASSERT_TRUE(spool.write(bytes_of("one ")));
  ASSERT_TRUE(spool.write(bytes_of("two")));
  const auto content = spool.read_back();
  ASSERT_TRUE(content);
  EXPECT_EQ((*content)->size(), 7U);
  EXPECT_EQ(rest_of(**content, 2), "one two");
  ASSERT_TRUE((*content)->seek(4));
  EXPECT_EQ(rest_of(**content, 100), "two");
  SpoolFile empty;
  const auto nothing = empty.read_back();
  ASSERT_TRUE(nothing);
  EXPECT_EQ((*nothing)->size(), 0U);
}

TEST(SpoolFile, NeedsAFolderForTemporaryFiles) {
  const char* chosen = std::getenv("TMPDIR");
  const auto before = chosen == nullptr ? std::optional<std::string>{} : chosen;
  ::setenv("TMPDIR", "/nonexistent", 1);
  SpoolFile spool;
  const auto written = spool.write(bytes_of("x"));
  before ? ::setenv("TMPDIR", before->c_str(), 1) : ::unsetenv("TMPDIR");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message,
            "cannot make a temporary file in /nonexistent: No such file or directory");
}

TEST(HeldPipeSink, PassesNothingOnUntilItIsCommitted) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_NONBLOCK), 0);
  auto reader = InputFile::of(Descriptor::owned(ends[0]), "reader");
  HeldPipeSink sink{Descriptor::owned(ends[1]), "writer"};
  ASSERT_TRUE(sink.write(bytes_of("held")));
  EXPECT_FALSE(reader.next(10));  // nothing there yet
  ASSERT_TRUE(sink.commit());
  const auto piece = reader.next(10);
  ASSERT_TRUE(piece);
  EXPECT_EQ(text_of(*piece), "held");
}

TEST(HeldPipeSink, ForgetsWhatIsDiscarded) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_NONBLOCK), 0);
  auto reader = InputFile::of(Descriptor::owned(ends[0]), "reader");
  {
    HeldPipeSink sink{Descriptor::owned(ends[1]), "writer"};
    ASSERT_TRUE(sink.write(bytes_of("held")));
    sink.discard();
    ASSERT_TRUE(sink.commit());
  }
  const auto piece = reader.next(10);
  ASSERT_TRUE(piece);
  EXPECT_TRUE(piece->empty());
}

TEST(PipeSink, SaysThatItsReaderIsGone) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  const auto handler = ::signal(SIGPIPE, SIG_IGN);
  PipeSink sink{Descriptor::owned(ends[1]), "standard output"};
  const auto written = sink.write(bytes_of("x"));
  ::signal(SIGPIPE, handler);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "cannot write standard output: Broken pipe");
}

}  // namespace
}  // namespace stsafe::files_posix::input_file_test
