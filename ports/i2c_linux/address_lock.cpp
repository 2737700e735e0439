#include "ports/i2c_linux/address_lock.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace stsafe::i2c_linux {
namespace {

using std::chrono::milliseconds;

/// Between two attempts. Commands take milliseconds.
constexpr link::Microseconds kPause = milliseconds{1};

/// The kernel does not tell who holds the lock that excludes (it belongs to an open file); it tells
/// who holds one of the older kind. So the holder also takes one of those, on a byte that is
/// nobody's address, as a name tag. It excludes nobody, and may get lost without harm.
constexpr off_t name_tag_of(std::uint8_t address) { return 0x80 + address; }

flock range(short type, off_t byte) {
  flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

}  // namespace

Result<void> AddressLock::acquire(link::Clock& clock, link::Microseconds patience,
                                  const std::atomic<bool>* cancelled) {
  const auto deadline = clock.now() + patience;
  holder_.reset();
  while (set(F_OFD_SETLK, F_WRLCK, address_) < 0) {
    if (errno != EAGAIN && errno != EACCES && errno != EINTR) return BusError::kUnavailable;
    if (cancelled != nullptr && cancelled->load()) return BusError::kCancelled;
    const auto left = deadline - clock.now();
    if (left <= link::Microseconds::zero()) {
      holder_ = find_holder();
      return BusError::kInUse;
    }
    clock.sleep(std::min(left, kPause));
  }
  static_cast<void>(set(F_SETLK, F_WRLCK, name_tag_of(address_)));
  return {};
}

void AddressLock::release() {
  static_cast<void>(set(F_SETLK, F_UNLCK, name_tag_of(address_)));
  static_cast<void>(set(F_OFD_SETLK, F_UNLCK, address_));
}

int AddressLock::set(int command, short type, off_t byte) const {
  auto lock = range(type, byte);
  return calls_.lock(descriptor_, command, lock);
}

std::optional<LockHolder> AddressLock::find_holder() const {
  auto lock = range(F_WRLCK, name_tag_of(address_));
  if (calls_.lock(descriptor_, F_GETLK, lock) < 0) return std::nullopt;
  if (lock.l_type == F_UNLCK || lock.l_pid <= 0) return std::nullopt;
  return LockHolder{.process = lock.l_pid, .program = calls_.program_name(lock.l_pid)};
}

}  // namespace stsafe::i2c_linux
