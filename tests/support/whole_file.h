#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "tests/support/bytes.h"

namespace stsafe::testing_support {

/// All that a file holds; nothing if it cannot be read.
inline Bytes whole_file(const std::string& path) {
  Bytes bytes(std::size_t{1} << 16);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const auto size = ::read(file, bytes.data(), bytes.size());
  ::close(file);
  bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return bytes;
}

/// Puts bytes into a file, which stays the same inode if it exists.
inline void overwrite_file(const std::string& path, ByteView bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  static_cast<void>(::write(file, bytes.data(), bytes.size()));
  ::close(file);
}

}  // namespace stsafe::testing_support
