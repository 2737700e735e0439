#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "ports/i2c_linux/system_calls.h"
#include "stsafe/base/result.h"
#include "stsafe/link/clock.h"

namespace stsafe::i2c_linux {

/// Who holds an AddressLock.
struct LockHolder {
  pid_t process = 0;
  std::string program{};  ///< empty if unknown
};

/// A lock on one address of one bus, among all programs that use this class: a lock on the byte
/// with the address's number of the adapter's file (F_OFD_SETLK). It needs no file of its own and
/// no right but that to use the adapter, and is gone when its process is. Two objects of one
/// process exclude each other, too. Programs that do not ask for it, such as i2ctransfer, are not
/// kept away.
class AddressLock {
 public:
  /// `descriptor` is an adapter's open file, and must stay open as long as this object is used.
  AddressLock(SystemCalls calls, int descriptor, std::uint8_t address)
      : calls_(std::move(calls)), descriptor_(descriptor), address_(address) {}

  /// Takes the lock, waiting for it at most `patience`. BusError::kInUse if it is not free in time,
  /// BusError::kCancelled if `cancelled` is given and becomes true, BusError::kUnavailable if
  /// the file cannot be locked.
  Result<void> acquire(link::Clock& clock, link::Microseconds patience,
                       const std::atomic<bool>* cancelled = nullptr);
  void release();

  /// Who held the lock when acquire() gave up; nothing if that cannot be told, as for another
  /// object of this process or a process outside of this container.
  const std::optional<LockHolder>& holder() const { return holder_; }

 private:
  int set(int command, short type, off_t byte) const;
  std::optional<LockHolder> find_holder() const;

  SystemCalls calls_;
  int descriptor_;
  std::uint8_t address_;
  std::optional<LockHolder> holder_;
};

}  // namespace stsafe::i2c_linux
