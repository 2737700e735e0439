#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>

#include "apps/i2c-preload/preload.h"
#include "apps/i2c-preload/real_calls.h"

// The functions that programs call instead of those of libc. Each asks first if its path or
// descriptor is simulated, and if not, passes everything on as it came. They are declared as in
// libc's headers, whose names and exception specifications they must have.
namespace stsafe::i2c_preload {
namespace {

static_assert(sizeof(void*) == 8, "names and structures are those of 64-bit Linux");

/// Looks up libc's functions while there is one thread, before a signal may need them.
__attribute__((constructor)) void prepare() {
  static_cast<void>(real());
  static_cast<void>(preload());
}

/// Calls what answers like the kernel, and answers like libc.
template <typename Call>
long answer(Call call) {
  long outcome = 0;
  try {
    outcome = call();
  } catch (...) {
    outcome = -ENOMEM;  // nothing else is thrown
  }
  if (outcome >= 0) return outcome;
  errno = static_cast<int>(-outcome);
  return -1;
}

bool has_mode(int flags) { return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE; }

ssize_t read_simulated(OpenFile& file, void* data, size_t size) {
  if (file.access_mode == O_WRONLY) return answer([] { return -EBADF; });
  return answer([&] { return file.device.read({static_cast<std::byte*>(data), size}); });
}

ssize_t write_simulated(OpenFile& file, const void* data, size_t size) {
  if (file.access_mode == O_RDONLY) return answer([] { return -EBADF; });
  return answer([&] { return file.device.write({static_cast<const std::byte*>(data), size}); });
}

/// I2C requests all have this type; others are none of the driver's business.
bool is_i2c_request(unsigned long request) { return (request >> 8) == 0x07; }

bool is_duplication(int command) { return command == F_DUPFD || command == F_DUPFD_CLOEXEC; }

/// stat() by path; nothing if the path is not simulated.
std::optional<int> describe_path(const char* path, struct stat* file) {
  const auto number = preload().number_of(path);
  if (!number) return std::nullopt;
  describe(*file, *number);
  return 0;
}

std::optional<int> describe_descriptor(int descriptor, struct stat* file) {
  const auto found = preload().find(descriptor);
  if (!found) return std::nullopt;
  describe(*file, found->number);
  return 0;
}

/// Of one layout on 64-bit Linux.
struct stat* as_stat(struct stat64* file) { return reinterpret_cast<struct stat*>(file); }

std::optional<int> may_access(const char* path, int mode) {
  if (!preload().number_of(path)) return std::nullopt;
  return static_cast<int>(answer([&] { return (mode & X_OK) != 0 ? -EACCES : 0; }));
}

}  // namespace
}  // namespace stsafe::i2c_preload

using namespace stsafe::i2c_preload;  // NOLINT: this file stands outside of all namespaces

extern "C" {

int open(const char* path, int flags, ...) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  if (!has_mode(flags)) return real().open(path, flags);
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = va_arg(arguments, mode_t);
  va_end(arguments);
  return real().open(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  if (!has_mode(flags)) return real().open64(path, flags);
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = va_arg(arguments, mode_t);
  va_end(arguments);
  return real().open64(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  if (!has_mode(flags)) return real().openat(folder, path, flags);
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = va_arg(arguments, mode_t);
  va_end(arguments);
  return real().openat(folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  if (!has_mode(flags)) return real().openat64(folder, path, flags);
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = va_arg(arguments, mode_t);
  va_end(arguments);
  return real().openat64(folder, path, flags, mode);
}

// What programs call instead that were compiled with _FORTIFY_SOURCE.

int __open_2(const char* path, int flags) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  return real().open_2(path, flags);
}

int __open64_2(const char* path, int flags) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  return real().open64_2(path, flags);
}

int __openat_2(int folder, const char* path, int flags) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  return real().openat_2(folder, path, flags);
}

int __openat64_2(int folder, const char* path, int flags) {
  if (const auto opened = preload().open(path, flags)) return *opened;
  return real().openat64_2(folder, path, flags);
}

ssize_t __read_chk(int descriptor, void* data, size_t size, size_t room) {
  const auto file = preload().find(descriptor);
  if (file && size <= room) return read_simulated(*file, data, size);
  return real().read_chk(descriptor, data, size, room);
}

int close(int descriptor) {
  preload().forget(descriptor);
  return real().close(descriptor);
}

int ioctl(int descriptor, unsigned long request, ...) noexcept {
  va_list arguments;
  va_start(arguments, request);
  auto* argument = va_arg(arguments, void*);
  va_end(arguments);
  const auto file = preload().find(descriptor);
  if (!file || !is_i2c_request(request)) return real().ioctl(descriptor, request, argument);
  return static_cast<int>(answer([&] { return file->device.control(request, argument); }));
}

ssize_t read(int descriptor, void* data, size_t size) {
  if (const auto file = preload().find(descriptor)) return read_simulated(*file, data, size);
  return real().read(descriptor, data, size);
}

ssize_t write(int descriptor, const void* data, size_t size) {
  if (const auto file = preload().find(descriptor)) return write_simulated(*file, data, size);
  return real().write(descriptor, data, size);
}

int dup(int descriptor) noexcept {
  return preload().duplicated(descriptor, real().dup(descriptor));
}

int dup2(int descriptor, int copy) noexcept {
  return preload().duplicated(descriptor, real().dup2(descriptor, copy));
}

int dup3(int descriptor, int copy, int flags) noexcept {
  return preload().duplicated(descriptor, real().dup3(descriptor, copy, flags));
}

int fcntl(int descriptor, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  auto* argument = va_arg(arguments, void*);
  va_end(arguments);
  const int outcome = real().fcntl(descriptor, command, argument);
  return is_duplication(command) ? preload().duplicated(descriptor, outcome) : outcome;
}

int fcntl64(int descriptor, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  auto* argument = va_arg(arguments, void*);
  va_end(arguments);
  const int outcome = real().fcntl64(descriptor, command, argument);
  return is_duplication(command) ? preload().duplicated(descriptor, outcome) : outcome;
}

int stat(const char* path, struct stat* file) noexcept {
  if (const auto described = describe_path(path, file)) return *described;
  return real().stat(path, file);
}

int stat64(const char* path, struct stat64* file) noexcept { return stat(path, as_stat(file)); }

int lstat(const char* path, struct stat* file) noexcept {
  if (const auto described = describe_path(path, file)) return *described;
  return real().lstat(path, file);
}

int lstat64(const char* path, struct stat64* file) noexcept { return lstat(path, as_stat(file)); }

int fstat(int descriptor, struct stat* file) noexcept {
  if (const auto described = describe_descriptor(descriptor, file)) return *described;
  return real().fstat(descriptor, file);
}

int fstat64(int descriptor, struct stat64* file) noexcept {
  return fstat(descriptor, as_stat(file));
}

int fstatat(int folder, const char* path, struct stat* file, int flags) noexcept {
  if (const auto described = describe_path(path, file)) return *described;
  const bool is_descriptor = (flags & AT_EMPTY_PATH) != 0 && *path == '\0';
  const auto described = is_descriptor ? describe_descriptor(folder, file) : std::nullopt;
  return described ? *described : real().fstatat(folder, path, file, flags);
}

int fstatat64(int folder, const char* path, struct stat64* file, int flags) noexcept {
  return fstatat(folder, path, as_stat(file), flags);
}

int statx(int folder, const char* path, int flags, unsigned mask, struct statx* file) noexcept {
  struct stat described{};
  if (!describe_path(path, &described)) return real().statx(folder, path, flags, mask, file);
  *file = {};
  file->stx_mask = STATX_TYPE | STATX_MODE | STATX_NLINK | STATX_UID | STATX_GID;
  file->stx_mode = static_cast<__u16>(described.st_mode);
  file->stx_nlink = static_cast<__u32>(described.st_nlink);
  file->stx_uid = described.st_uid;
  file->stx_gid = described.st_gid;
  file->stx_blksize = static_cast<__u32>(described.st_blksize);
  file->stx_rdev_major = major(described.st_rdev);
  file->stx_rdev_minor = minor(described.st_rdev);
  return 0;
}

int access(const char* path, int mode) noexcept {
  if (const auto allowed = may_access(path, mode)) return *allowed;
  return real().access(path, mode);
}

int eaccess(const char* path, int mode) noexcept {
  if (const auto allowed = may_access(path, mode)) return *allowed;
  return real().eaccess(path, mode);
}

int euidaccess(const char* path, int mode) noexcept { return eaccess(path, mode); }

int faccessat(int folder, const char* path, int mode, int flags) noexcept {
  if (const auto allowed = may_access(path, mode)) return *allowed;
  return real().faccessat(folder, path, mode, flags);
}

}  // extern "C"
