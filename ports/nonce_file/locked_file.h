#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ports/nonce_file/failure.h"
#include "ports/nonce_file/system_calls.h"
#include "stsafe/base/result.h"
#include "stsafe/link/clock.h"

namespace stsafe::nonce_file {

/// A file of numbers, open, and locked against everybody else who uses this class, other objects
/// and threads of this process included, as long as this object lives.
class LockedFile {
 public:
  /// Opens and locks. `flags` are O_CREAT and O_EXCL. Refuses what is not a regular file, and what
  /// others than its owner may write. Waits at most `patience`. Both references must outlive the
  /// object.
  static Result<LockedFile, Failure> open(const std::string& path, int flags, link::Clock& clock,
                                          link::Microseconds patience, const SystemCalls& calls);
  LockedFile(LockedFile&& other) noexcept
      : calls_(other.calls_),
        path_(other.path_),
        descriptor_(std::exchange(other.descriptor_, -1)),
        status_(other.status_) {}
  LockedFile& operator=(LockedFile&&) = delete;
  ~LockedFile();

  /// As it was when it was locked.
  const FileStatus& status() const { return status_; }

  /// What is in it, up to `limit` bytes.
  Result<std::vector<std::byte>, Failure> read(std::size_t limit) const;
  /// Puts bytes where they are to be, and returns when they are on the medium. After kNotWritten
  /// any of them may be there.
  Result<void, Failure> write(ByteView bytes, std::size_t offset) const;
  /// Returns when the file's name is on the medium.
  Result<void, Failure> sync_name() const;
  /// Takes away its name.
  void remove() const;

 private:
  LockedFile(const SystemCalls& calls, const std::string& path, int descriptor)
      : calls_(&calls), path_(&path), descriptor_(descriptor) {}

  Result<void, Failure> look_at();
  Result<void, Failure> lock(link::Clock& clock, link::Microseconds deadline) const;
  Result<bool, Failure> has_its_name();

  const SystemCalls* calls_;
  const std::string* path_;
  int descriptor_;
  FileStatus status_{};
};

}  // namespace stsafe::nonce_file
