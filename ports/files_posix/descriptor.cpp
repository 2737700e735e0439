#include "ports/files_posix/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace stsafe::files_posix {
namespace {

// Linux transfers no more than about 2 GiB at a time.
constexpr std::size_t kMaxTransfer = std::size_t{1} << 30;

std::string temporary_folder() {
  const char* chosen = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe)
  return chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this == &other) return *this;
  close();
  number_ = std::exchange(other.number_, -1);
  owned_ = other.owned_;
  return *this;
}

void Descriptor::close() {
  if (owned_ && number_ >= 0) ::close(number_);
  number_ = -1;
}

cose::Failure system_failure(const std::string& what, const std::string& file, int error_number) {
  return {cose::Reason::kStream,
          "cannot " + what + " " + file + ": " + std::generic_category().message(error_number),
          {}};
}

int write_all(const Descriptor& file, ByteView bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file.number(), bytes.data(), std::min(bytes.size(), kMaxTransfer));
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

std::ptrdiff_t read_some(const Descriptor& file, ByteSpan to) {
  const auto got = ::read(file.number(), to.data(), std::min(to.size(), kMaxTransfer));
  return got >= 0 ? got : -errno;
}

cose::Result<Descriptor> open_unnamed() {
  const auto folder = temporary_folder();
  const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (unnamed >= 0) return Descriptor::owned(unnamed);
  // A file system that has no files without a name.
  auto name = folder + "/stsafe-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named < 0) return system_failure("make a temporary file in", folder, errno);
  ::unlink(name.c_str());
  return Descriptor::owned(named);
}

}  // namespace stsafe::files_posix
