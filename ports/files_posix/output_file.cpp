#include "ports/files_posix/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <random>
#include <utility>

namespace stsafe::files_posix {
namespace {

constexpr int kMaxTries = 100;
constexpr std::size_t kHiddenExtra = sizeof "..XXXXXX.part";

/// A name that nobody else is likely to have, short enough for every file system.
std::string hidden_name(const std::string& last) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  auto name = "." + last.substr(0, NAME_MAX - kHiddenExtra) + ".";
  for (int i = 0; i < 6; ++i) name += kLetters[random() % kLetters.size()];
  return name + ".part";
}

std::string folder_of(const std::string& name) {
  const auto slash = name.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : name.substr(0, slash);
}

}  // namespace

OutputFile::OutputFile(Descriptor folder, std::string name, std::string last,
                       const OutputOptions& options)
    : folder_(std::move(folder)),
      name_(std::move(name)),
      last_(std::move(last)),
      options_(options) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : folder_(std::move(other.folder_)),
      name_(std::move(other.name_)),
      last_(std::move(other.last_)),
      options_(other.options_),
      file_(std::move(other.file_)),
      hidden_(std::exchange(other.hidden_, std::nullopt)) {}

cose::Result<OutputFile> OutputFile::create(const std::string& name, const OutputOptions& options) {
  const auto last = name.substr(name.rfind('/') + 1);  // all of it without a slash: npos + 1 is 0
  if (last.empty() || last == "." || last == "..") return system_failure("write", name, EISDIR);
  const auto folder = folder_of(name);
  int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // A folder may be written to and yet not be read.
  if (number < 0 && errno == EACCES) {
    number = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  }
  if (number < 0) return system_failure("write", name, errno);
  OutputFile output{Descriptor::owned(number), name, last, options};
  if (auto free = output.check_name(); !free) return free.error();
  if (auto started = output.start(); !started) return started.error();
  return output;
}

cose::Failure OutputFile::exists() const {
  return {cose::Reason::kInvalidRequest, name_ + " exists already and is not replaced", {}};
}

cose::Result<void> OutputFile::check_name() const {
  struct stat status{};
  if (::fstatat(folder_.number(), last_.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return {};
    return system_failure("write", name_, errno);
  }
  if (!options_.overwrite) return exists();
  if (!S_ISREG(status.st_mode)) {
    return cose::Failure{
        cose::Reason::kInvalidRequest, name_ + " is not a file and is not replaced", {}};
  }
  return {};
}

cose::Result<void> OutputFile::start() {
  if (!options_.needs_name) {
    const int number =
        ::openat(folder_.number(), ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (number >= 0) {
      file_ = Descriptor::owned(number);
      return {};
    }
    // These say that the file system or the kernel has no such files (open(2)).
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT && errno != EINVAL) {
      return system_failure("write", name_, errno);
    }
  }
  if (const int error = start_with_name(); error != 0) return system_failure("write", name_, error);
  return {};
}

int OutputFile::start_with_name() {
  for (int tries = 0; tries < kMaxTries; ++tries) {
    auto hidden = hidden_name(last_);
    const int number =
        ::openat(folder_.number(), hidden.c_str(),
                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (number >= 0) {
      file_ = Descriptor::owned(number);
      hidden_ = std::move(hidden);
      return 0;
    }
    if (errno != EEXIST) return errno;
  }
  return EEXIST;
}

cose::Result<void> OutputFile::write(ByteView bytes) {
  if (!file_.is_open()) return system_failure("write", name_, EBADF);
  const int error = write_all(file_, bytes);
  if (error == 0) return {};
  discard();
  return system_failure("write", name_, error);
}

int OutputFile::link_to(const std::string& last) const {
  // The documented way for those who may not use AT_EMPTY_PATH (open(2), O_TMPFILE).
  const auto path = "/proc/self/fd/" + std::to_string(file_.number());
  return ::linkat(AT_FDCWD, path.c_str(), folder_.number(), last.c_str(), AT_SYMLINK_FOLLOW) == 0
             ? 0
             : errno;
}

int OutputFile::place_without_replacing() {
  if (!hidden_) return link_to(last_);
  const int folder = folder_.number();
  if (::renameat2(folder, hidden_->c_str(), folder, last_.c_str(), RENAME_NOREPLACE) == 0) return 0;
  // A file system that cannot do this has links, which replace nothing either.
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (::linkat(folder, hidden_->c_str(), folder, last_.c_str(), 0) != 0) return errno;
  ::unlinkat(folder, hidden_->c_str(), 0);
  return 0;
}

int OutputFile::place() {
  if (!options_.overwrite) return place_without_replacing();
  // A file without a name cannot replace another: it gets a hidden name first.
  for (int tries = 0; !hidden_ && tries < kMaxTries; ++tries) {
    auto hidden = hidden_name(last_);
    const int error = link_to(hidden);
    if (error == 0) hidden_ = std::move(hidden);
    if (error != 0 && error != EEXIST) return error;
  }
  if (!hidden_) return EEXIST;
  const int folder = folder_.number();
  return ::renameat(folder, hidden_->c_str(), folder, last_.c_str()) == 0 ? 0 : errno;
}

cose::Result<void> OutputFile::commit() {
  if (!file_.is_open()) return system_failure("write", name_, EBADF);
  // Its owner may do with the name what he likes meanwhile; what is there now is what counts.
  if (auto free = check_name(); !free) {
    discard();
    return free;
  }
  int error = ::fchmod(file_.number(), options_.mode) == 0 ? 0 : errno;
  if (error == 0 && ::fsync(file_.number()) != 0) error = errno;
  if (error == 0) error = place();
  if (error != 0) {
    discard();
    if (error == EEXIST) return exists();
    return system_failure("write", name_, error);
  }
  hidden_.reset();
  file_.close();
  // The name shall last, too. Some file systems do not sync folders; the file is there all the
  // same.
  static_cast<void>(::fsync(folder_.number()));
  return {};
}

void OutputFile::discard() {
  file_.close();
  if (hidden_) ::unlinkat(folder_.number(), hidden_->c_str(), 0);
  hidden_.reset();
}

}  // namespace stsafe::files_posix
