#include "apps/i2c-preload/descriptors.h"

#include "apps/i2c-preload/real_calls.h"

namespace stsafe::i2c_preload {

void Descriptors::add(int descriptor, std::shared_ptr<OpenFile> file) {
  const std::lock_guard lock{mutex_};
  files_[descriptor] = std::move(file);
  known_[static_cast<std::size_t>(descriptor)].store(true, std::memory_order_release);
}

void Descriptors::remove(int descriptor) {
  if (!may_know(descriptor)) return;
  const std::lock_guard lock{mutex_};
  known_[static_cast<std::size_t>(descriptor)].store(false, std::memory_order_release);
  files_.erase(descriptor);
}

std::shared_ptr<OpenFile> Descriptors::find(int descriptor) {
  if (!may_know(descriptor)) return nullptr;
  std::shared_ptr<OpenFile> file;
  {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(descriptor);
    if (found == files_.end()) return nullptr;
    file = found->second;
  }
  struct stat now{};
  const bool is_same = real().fstat(descriptor, &now) == 0 && now.st_dev == file->file_device &&
                       now.st_ino == file->file_number;
  if (is_same) return file;
  remove(descriptor);
  return nullptr;
}

}  // namespace stsafe::i2c_preload
