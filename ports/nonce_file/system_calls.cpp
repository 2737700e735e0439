#include "ports/nonce_file/system_calls.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace stsafe::nonce_file {
namespace {

constexpr mode_t kOwnerAlone = 0600;
constexpr mode_t kPermissionBits = 07777;

int open_file(const char* path, int flags) {
  // O_NONBLOCK: opening a device or a pipe by mistake must not wait.
  return ::open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags, kOwnerAlone);
}

int status_at(int folder, const char* path, int flags, FileStatus& status) {
  struct statx from{};
  if (::statx(folder, path, flags, STATX_BASIC_STATS | STATX_BTIME, &from) < 0) return -1;
  status.is_regular = S_ISREG(from.stx_mode);
  status.permissions = static_cast<mode_t>(from.stx_mode & kPermissionBits);
  status.inode = from.stx_ino;
  status.size = from.stx_size;
  status.birth = 0;
  if ((from.stx_mask & STATX_BTIME) != 0) {
    constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;
    status.birth = static_cast<std::uint64_t>(from.stx_btime.tv_sec) * kNanosecondsPerSecond +
                   from.stx_btime.tv_nsec;
  }
  return 0;
}

int try_lock(int descriptor) {
  // Of the open file, not of the process: two objects of one process exclude each other, too, and
  // closing another descriptor of the file does not let go.
  struct flock whole{};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_OFD_SETLK, &whole);
}

int sync_folder_of(const char* path) {
  const auto folder = std::filesystem::path{path}.parent_path();
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return -1;
  const int synced = ::fsync(descriptor);
  const int why = errno;
  ::close(descriptor);
  errno = why;
  return synced;
}

}  // namespace

SystemCalls system_calls() {
  return {
      .open = open_file,
      .close = [](int descriptor) { return ::close(descriptor); },
      .status = [](int descriptor,
                   FileStatus& status) { return status_at(descriptor, "", AT_EMPTY_PATH, status); },
      .status_of_name =
          [](const char* path, FileStatus& status) {
            return status_at(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, status);
          },
      .try_lock = try_lock,
      .read = [](int descriptor, ByteSpan bytes,
                 off_t offset) { return ::pread(descriptor, bytes.data(), bytes.size(), offset); },
      .write =
          [](int descriptor, ByteView bytes, off_t offset) {
            return ::pwrite(descriptor, bytes.data(), bytes.size(), offset);
          },
      .sync = [](int descriptor) { return ::fdatasync(descriptor); },
      .sync_folder_of = sync_folder_of,
      .remove = [](const char* path) { return ::unlink(path); }};
}

}  // namespace stsafe::nonce_file
