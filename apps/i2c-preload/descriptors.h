#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include "apps/i2c-preload/i2c_dev.h"

namespace stsafe::i2c_preload {

/// What a descriptor of this process stands for, and its duplicates.
struct OpenFile {
  OpenFile(Transfer transfer, int flags, unsigned adapter, const struct stat& file)
      : device(std::move(transfer)),
        access_mode(flags & O_ACCMODE),
        number(adapter),
        file_device(file.st_dev),
        file_number(file.st_ino) {}

  I2cDev device;
  int access_mode;  ///< O_RDONLY, O_WRONLY or O_RDWR
  unsigned number;  ///< the adapter's number
  // What the descriptor really is. A number that somebody closed without this library is another
  // file by now.
  dev_t file_device;
  ino_t file_number;
};

/// Which descriptors stand for simulated adapters. For all others, asking costs one load.
class Descriptors {
 public:
  /// Larger numbers are not taken.
  static constexpr int kMaxDescriptors = 65536;

  void add(int descriptor, std::shared_ptr<OpenFile> file);
  void remove(int descriptor);
  /// Null if it does not, or no longer, stand for an adapter.
  std::shared_ptr<OpenFile> find(int descriptor);

  /// Held while the process forks.
  std::mutex& mutex() { return mutex_; }

  /// False if it surely stands for no adapter.
  bool may_know(int descriptor) const {
    return descriptor >= 0 && descriptor < kMaxDescriptors &&
           known_[static_cast<std::size_t>(descriptor)].load(std::memory_order_acquire);
  }

 private:
  std::array<std::atomic<bool>, kMaxDescriptors> known_{};
  std::mutex mutex_;
  std::map<int, std::shared_ptr<OpenFile>> files_;
};

}  // namespace stsafe::i2c_preload
