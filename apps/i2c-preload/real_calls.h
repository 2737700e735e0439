#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <cstddef>

namespace stsafe::i2c_preload {

/// The functions that this library stands in front of: those of the next library, in general libc.
struct RealCalls {
  int (*open)(const char*, int, ...);
  int (*open64)(const char*, int, ...);
  int (*openat)(int, const char*, int, ...);
  int (*openat64)(int, const char*, int, ...);
  int (*open_2)(const char*, int);
  int (*open64_2)(const char*, int);
  int (*openat_2)(int, const char*, int);
  int (*openat64_2)(int, const char*, int);
  int (*close)(int);
  int (*ioctl)(int, unsigned long, ...);
  ssize_t (*read)(int, void*, size_t);
  ssize_t (*read_chk)(int, void*, size_t, size_t);
  ssize_t (*write)(int, const void*, size_t);
  int (*dup)(int);
  int (*dup2)(int, int);
  int (*dup3)(int, int, int);
  int (*fcntl)(int, int, ...);
  int (*fcntl64)(int, int, ...);
  int (*stat)(const char*, struct ::stat*);
  int (*lstat)(const char*, struct ::stat*);
  int (*fstat)(int, struct ::stat*);
  int (*fstatat)(int, const char*, struct ::stat*, int);
  int (*statx)(int, const char*, int, unsigned, struct ::statx*);
  int (*access)(const char*, int);
  int (*eaccess)(const char*, int);
  int (*faccessat)(int, const char*, int, int);
};

/// They are looked up once, when the library is loaded or somebody calls earlier.
const RealCalls& real();

}  // namespace stsafe::i2c_preload
