#include "ports/files_posix/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace stsafe::files_posix {
namespace {

constexpr std::size_t kReadSize = std::size_t{256} * 1024;

}  // namespace

InputFile::InputFile(Descriptor file, std::string name)
    : file_(std::move(file)), name_(std::move(name)), buffer_(kReadSize) {
  struct stat status{};
  if (::fstat(file_.number(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  first_ = ::lseek(file_.number(), 0, SEEK_CUR);
  if (first_ < 0) return;
  size_ = static_cast<std::uint64_t>(std::max<::off_t>(0, status.st_size - first_));
}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  wipe(buffer_);
  file_ = std::move(other.file_);
  name_ = std::move(other.name_);
  first_ = other.first_;
  size_ = other.size_;
  buffer_ = std::move(other.buffer_);
  return *this;
}

cose::Result<InputFile> InputFile::open(const std::string& name) {
  const int number = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (number < 0) return system_failure("open", name, errno);
  auto file = Descriptor::owned(number);
  struct stat status{};
  if (::fstat(number, &status) != 0) return system_failure("open", name, errno);
  if (S_ISDIR(status.st_mode)) return system_failure("open", name, EISDIR);
  return InputFile{std::move(file), name};
}

InputFile InputFile::of(Descriptor file, std::string name) {
  return {std::move(file), std::move(name)};
}

cose::Result<ByteView> InputFile::next(std::size_t most) {
  const auto room = ByteSpan{buffer_}.first(std::min(most, buffer_.size()));
  const auto got = read_some(file_, room);
  if (got < 0) return system_failure("read", name_, static_cast<int>(-got));
  return ByteView{room.first(static_cast<std::size_t>(got))};
}

cose::Result<void> InputFile::seek(std::uint64_t position) {
  if (!can_seek()) return system_failure("seek in", name_, ESPIPE);
  if (position > *size_) return system_failure("seek in", name_, EINVAL);
  if (::lseek(file_.number(), first_ + static_cast<::off_t>(position), SEEK_SET) < 0) {
    return system_failure("seek in", name_, errno);
  }
  return {};
}

}  // namespace stsafe::files_posix
