#pragma once

#include <sys/resource.h>

#include <csignal>

namespace stsafe::testing_support {

/// Lets no file of this process grow beyond a size: what a full disk looks like to it.
class FullDisk {
 public:
  explicit FullDisk(rlim_t max_file_size) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    handler_before_ = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{max_file_size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_before_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_before_)(int) = nullptr;
};

}  // namespace stsafe::testing_support
