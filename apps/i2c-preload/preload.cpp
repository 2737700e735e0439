#include "apps/i2c-preload/preload.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "apps/devices/failure.h"
#include "apps/i2c-preload/real_calls.h"

namespace stsafe::i2c_preload {
namespace {

constexpr unsigned kI2cMajor = 89;  // of /dev/i2c-N, linux/Documentation/admin-guide/devices.txt

void complain(std::string_view what) {
  const auto line = fmt::format("libstsafe-i2c-preload: error: {}\n", what);
  static_cast<void>(real().write(STDERR_FILENO, line.data(), line.size()));
}

/// The number at the end of a path; 0 without one.
unsigned number_in(std::string_view path) {
  const auto begin = path.find_last_not_of("0123456789") + 1;
  return static_cast<unsigned>(std::strtoul(std::string{path.substr(begin)}.c_str(), nullptr, 10));
}

}  // namespace

Preload::Preload() : process_(getpid()) {
  const char* text = std::getenv("STSAFE_I2C");
  if (text == nullptr) return;
  try {
    for (auto& settings : parse_settings(text)) entries_.push_back({std::move(settings), nullptr});
  } catch (const std::exception& error) {
    complain(fmt::format("STSAFE_I2C: {}", error.what()));
  }
}

const Preload::Entry* Preload::entry_of(const char* path) const {
  if (path == nullptr || entries_.empty()) return nullptr;
  const auto found = std::ranges::find_if(
      entries_, [&](const Entry& entry) { return entry.settings.path == path; });
  return found == entries_.end() ? nullptr : &*found;
}

std::optional<unsigned> Preload::number_of(const char* path) const {
  const auto* entry = entry_of(path);
  if (entry == nullptr) return std::nullopt;
  return number_in(entry->settings.path);
}

std::optional<int> Preload::open(const char* path, int flags) {
  const auto* entry = entry_of(path);
  if (entry == nullptr) return std::nullopt;
  try {
    return open_entry(*entry, flags);
  } catch (const Unreachable& error) {
    complain(fmt::format("{}: {}", path, error.what()));
    errno = error.code();
    return -1;
  } catch (const std::exception& error) {
    complain(fmt::format("{}: {}", path, error.what()));
    errno = ENODEV;
    return -1;
  }
}

std::shared_ptr<Adapter> Preload::adapter_of(const Entry& entry) {
  const std::lock_guard lock{mutex_};
  auto& known = entries_[static_cast<std::size_t>(&entry - entries_.data())];
  if (!known.adapter) known.adapter = std::make_shared<Adapter>(entry.settings.device);
  return known.adapter;
}

int Preload::open_entry(const Entry& entry, int flags) {
  auto adapter = adapter_of(entry);
  const int descriptor = adapter->open_file((flags & O_CLOEXEC) != 0);
  if (descriptor < 0) {
    const int why = errno;
    complain(fmt::format("{}: cannot open {}: {}", entry.settings.path, adapter->file(),
                         std::strerror(why)));
    errno = why;
    return -1;
  }
  struct stat file{};
  if (descriptor >= Descriptors::kMaxDescriptors || real().fstat(descriptor, &file) != 0) {
    real().close(descriptor);
    errno = EMFILE;
    return -1;
  }
  descriptors_.add(descriptor,
                   std::make_shared<OpenFile>(
                       [adapter](link::I2cTransaction asked) { return adapter->transfer(asked); },
                       flags, number_in(entry.settings.path), file));
  return descriptor;
}

/// A child of vfork() shares its parent's memory, and has descriptors of its own: what it does to
/// them before it executes a program must not be noted here.
bool Preload::is_own_process() const { return process_ == getpid(); }

void Preload::forget(int descriptor) {
  if (descriptors_.may_know(descriptor) && is_own_process()) descriptors_.remove(descriptor);
}

int Preload::duplicated(int original, int copy) {
  if (!descriptors_.may_know(original) && !descriptors_.may_know(copy)) return copy;
  if (copy < 0 || copy >= Descriptors::kMaxDescriptors || !is_own_process()) return copy;
  if (auto file = find(original)) {
    descriptors_.add(copy, std::move(file));
  } else {
    descriptors_.remove(copy);
  }
  return copy;
}

void Preload::lock() {
  mutex_.lock();
  descriptors_.mutex().lock();
  for (const auto& entry : entries_) {
    if (entry.adapter) entry.adapter->mutex().lock();
  }
}

void Preload::unlock() {
  for (const auto& entry : entries_) {
    if (entry.adapter) entry.adapter->mutex().unlock();
  }
  descriptors_.mutex().unlock();
  mutex_.unlock();
}

void Preload::become_child() {
  process_ = getpid();
  unlock();
}

Preload& preload() {
  // Never destroyed: the program may use its descriptors to its very end.
  static auto& instance = *[] {
    auto* made = new Preload;
    pthread_atfork([] { preload().lock(); }, [] { preload().unlock(); },
                   [] { preload().become_child(); });
    return made;
  }();
  return instance;
}

void describe(struct stat& file, unsigned number) {
  file = {};
  file.st_mode = S_IFCHR | 0600;
  file.st_rdev = makedev(kI2cMajor, number);
  file.st_uid = geteuid();
  file.st_gid = getegid();
  file.st_nlink = 1;
  file.st_blksize = 4096;
}

}  // namespace stsafe::i2c_preload
