#include "ports/nonce_file/locked_file.h"

#include <algorithm>
#include <cerrno>

namespace stsafe::nonce_file {
namespace {

/// Between two attempts to lock. A reservation takes milliseconds.
constexpr link::Microseconds kPause = std::chrono::milliseconds{1};
constexpr mode_t kWritableByOthers = 0022;

Result<int, Failure> open_once(const std::string& path, int flags, const SystemCalls& calls) {
  const int descriptor = calls.open(path.c_str(), flags);
  if (descriptor >= 0) return descriptor;
  switch (const int error = errno) {
    case EEXIST: return failure(Problem::kExists, path, "exists already, and is not replaced");
    case ENOENT:
      if (flags != 0) return failure(Problem::kUnavailable, path, "lies in no folder that exists");
      return failure(Problem::kMissing, path, "does not exist");
    case ELOOP: return failure(Problem::kNotOurs, path, "is a symbolic link: name the file itself");
    case EISDIR: return failure(Problem::kNotOurs, path, "is a folder");
    default:
      return failure(Problem::kUnavailable, path, "cannot be opened for reading and writing",
                     error);
  }
}

}  // namespace

Result<LockedFile, Failure> LockedFile::open(const std::string& path, int flags, link::Clock& clock,
                                             link::Microseconds patience,
                                             const SystemCalls& calls) {
  const auto deadline = clock.now() + patience;
  while (true) {
    const auto descriptor = open_once(path, flags, calls);
    if (!descriptor) return descriptor.error();
    LockedFile file{calls, path, *descriptor};
    // Before the lock: none is waited for on what is not ours.
    if (auto is_fit = file.look_at(); !is_fit) return is_fit.error();
    if (auto locked = file.lock(clock, deadline); !locked) return locked.error();
    const auto is_current = file.has_its_name();
    if (!is_current) return is_current.error();
    if (*is_current) return file;
    // Somebody took its name or gave it to another file before it was locked.
    if (clock.now() >= deadline) {
      return failure(Problem::kInUse, path, "is replaced again and again by another program");
    }
  }
}

LockedFile::~LockedFile() {
  if (descriptor_ >= 0) calls_->close(descriptor_);
}

Result<void, Failure> LockedFile::look_at() {
  if (calls_->status(descriptor_, status_) < 0) {
    return failure(Problem::kUnavailable, *path_, "cannot be looked at", errno);
  }
  if (!status_.is_regular) return failure(Problem::kNotOurs, *path_, "is not a regular file");
  if ((status_.permissions & kWritableByOthers) == 0) return {};
  return failure(Problem::kUnsafe, *path_,
                 "may be written by others than its owner, who could set it back: chmod go-w");
}

Result<void, Failure> LockedFile::lock(link::Clock& clock, link::Microseconds deadline) const {
  while (calls_->try_lock(descriptor_) < 0) {
    const int error = errno;
    if (error != EAGAIN && error != EACCES && error != EINTR) {
      return failure(Problem::kUnavailable, *path_, "cannot be locked", error);
    }
    const auto left = deadline - clock.now();
    if (left <= link::Microseconds::zero()) {
      return failure(Problem::kInUse, *path_, "is in use by another program for too long");
    }
    clock.sleep(std::min(left, kPause));
  }
  return {};
}

Result<bool, Failure> LockedFile::has_its_name() {
  if (auto is_fit = look_at(); !is_fit) return is_fit.error();  // its size may have changed
  FileStatus named;
  if (calls_->status_of_name(path_->c_str(), named) < 0) {
    if (errno == ENOENT) return false;
    return failure(Problem::kUnavailable, *path_, "cannot be looked at", errno);
  }
  return named.inode == status_.inode && named.birth == status_.birth;
}

Result<std::vector<std::byte>, Failure> LockedFile::read(std::size_t limit) const {
  std::vector<std::byte> bytes(limit);
  std::size_t size = 0;
  while (size < limit) {
    const auto got =
        calls_->read(descriptor_, ByteSpan{bytes}.subspan(size), static_cast<off_t>(size));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(Problem::kUnavailable, *path_, "cannot be read", errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

Result<void, Failure> LockedFile::write(ByteView bytes, std::size_t offset) const {
  while (!bytes.empty()) {
    const auto put = calls_->write(descriptor_, bytes, static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failure(Problem::kNotWritten, *path_, "cannot be written", errno);
    if (put == 0) return failure(Problem::kNotWritten, *path_, "cannot be written", EIO);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
    offset += static_cast<std::size_t>(put);
  }
  // Not tried again: after a failure the kernel may forget what it could not write, and succeed.
  if (calls_->sync(descriptor_) == 0) return {};
  return failure(Problem::kNotWritten, *path_, "cannot be brought onto the medium", errno);
}

Result<void, Failure> LockedFile::sync_name() const {
  if (calls_->sync_folder_of(path_->c_str()) == 0) return {};
  return failure(Problem::kNotWritten, *path_,
                 "is in a folder that cannot be brought onto the medium", errno);
}

void LockedFile::remove() const { static_cast<void>(calls_->remove(path_->c_str())); }

}  // namespace stsafe::nonce_file
