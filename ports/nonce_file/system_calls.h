#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>

#include "stsafe/base/bytes.h"

namespace stsafe::nonce_file {

/// What the operating system says of a file.
struct FileStatus {
  bool is_regular = false;
  mode_t permissions = 0;  ///< the lowest twelve bits
  std::uint64_t inode = 0;
  std::uint64_t birth = 0;  ///< nanoseconds since 1970; 0 where the file system does not tell
  std::uint64_t size = 0;
};

/// What this folder asks of the operating system. Each call that fails returns -1 and sets errno,
/// as the system's own do. Tests give others.
struct SystemCalls {
  /// For reading and writing, following no symbolic link; `flags` are O_CREAT and O_EXCL. New files
  /// are their owner's alone.
  std::function<int(const char* path, int flags)> open;
  std::function<int(int descriptor)> close;
  std::function<int(int descriptor, FileStatus& status)> status;
  /// Of what has this name, without following a symbolic link.
  std::function<int(const char* path, FileStatus& status)> status_of_name;
  /// Locks the whole file without waiting: EAGAIN if somebody has it.
  std::function<int(int descriptor)> try_lock;
  std::function<ssize_t(int descriptor, ByteSpan bytes, off_t offset)> read;
  std::function<ssize_t(int descriptor, ByteView bytes, off_t offset)> write;
  /// Returns when what was written is on the medium.
  std::function<int(int descriptor)> sync;
  /// The same for the name of a new file.
  std::function<int(const char* path)> sync_folder_of;
  std::function<int(const char* path)> remove;
};

SystemCalls system_calls();

}  // namespace stsafe::nonce_file
