#include "apps/i2c-preload/real_calls.h"

#include <dlfcn.h>

namespace stsafe::i2c_preload {
namespace {

template <typename Function>
void find(Function& function, const char* name) {
  function = reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

RealCalls find_all() {
  RealCalls calls{};
  find(calls.open, "open");
  find(calls.open64, "open64");
  find(calls.openat, "openat");
  find(calls.openat64, "openat64");
  find(calls.open_2, "__open_2");
  find(calls.open64_2, "__open64_2");
  find(calls.openat_2, "__openat_2");
  find(calls.openat64_2, "__openat64_2");
  find(calls.close, "close");
  find(calls.ioctl, "ioctl");
  find(calls.read, "read");
  find(calls.read_chk, "__read_chk");
  find(calls.write, "write");
  find(calls.dup, "dup");
  find(calls.dup2, "dup2");
  find(calls.dup3, "dup3");
  find(calls.fcntl, "fcntl");
  find(calls.fcntl64, "fcntl64");
  find(calls.stat, "stat");
  find(calls.lstat, "lstat");
  find(calls.fstat, "fstat");
  find(calls.fstatat, "fstatat");
  find(calls.statx, "statx");
  find(calls.access, "access");
  find(calls.eaccess, "eaccess");
  find(calls.faccessat, "faccessat");
  return calls;
}

}  // namespace

const RealCalls& real() {
  static const auto calls = find_all();
  return calls;
}

}  // namespace stsafe::i2c_preload
