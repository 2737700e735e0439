#pragma once

#include <sys/stat.h>

#include <optional>

#include "apps/i2c-preload/adapter.h"
#include "apps/i2c-preload/descriptors.h"

namespace stsafe::i2c_preload {

/// What this library knows in a process: the paths of STSAFE_I2C, their adapters, and the
/// descriptors that stand for them.
///
/// Nothing is thrown out of it; what cannot be done sets errno as a system call does, and what a
/// person has to know is one line on standard error.
class Preload {
 public:
  /// Reads STSAFE_I2C. If that is wrong, says so and knows no path.
  Preload();

  /// The number of a path's adapter; nothing if the path is not simulated.
  std::optional<unsigned> number_of(const char* path) const;
  /// Opens a path: a descriptor, or -1 with errno. Nothing if the path is not simulated.
  std::optional<int> open(const char* path, int flags);
  /// The file behind a descriptor; null if it is not simulated.
  std::shared_ptr<OpenFile> find(int descriptor) { return descriptors_.find(descriptor); }
  /// Takes note that a descriptor is about to be closed or replaced.
  void forget(int descriptor);
  /// Takes note that `copy` is a duplicate, unless it is -1. Returns it.
  int duplicated(int original, int copy);

  // Around fork(): nobody may be inside while the process is copied.
  void lock();
  void unlock();
  void become_child();

 private:
  struct Entry {
    SimulatedAdapter settings;
    std::shared_ptr<Adapter> adapter;  ///< once somebody has opened it
  };

  const Entry* entry_of(const char* path) const;
  std::shared_ptr<Adapter> adapter_of(const Entry& entry);
  int open_entry(const Entry& entry, int flags);
  bool is_own_process() const;

  std::mutex mutex_;
  std::vector<Entry> entries_;
  Descriptors descriptors_;
  std::atomic<pid_t> process_;
};

/// That of this process, which lives until its end.
Preload& preload();

/// What stat() says of an adapter's file.
void describe(struct stat& file, unsigned number);

}  // namespace stsafe::i2c_preload
