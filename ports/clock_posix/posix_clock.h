#pragma once

#include <ctime>

#include <atomic>
#include <functional>

#include "stsafe/link/clock.h"

namespace stsafe::clock_posix {

/// The system calls of a PosixClock: tests give others.
struct ClockCalls {
  std::function<timespec()> now;
  /// Sleeps until a moment of the same clock. 0, or the number of an error: EINTR after a signal.
  std::function<int(const timespec& until)> sleep_until;
};
/// CLOCK_MONOTONIC of the operating system.
ClockCalls clock_calls();

/// Real time. Signals do not shorten a sleep.
///
/// A sleep ends early once `*cancelled` is true: at once if a signal handler of the sleeping thread
/// sets it, within kMaxSlice if another thread does. What then happens is up to whoever slept; an
/// I2C bus with the same flag refuses the next transaction.
class PosixClock final : public link::Clock {
 public:
  /// How long a sleep that can be cancelled sleeps at a time.
  static constexpr link::Microseconds kMaxSlice = std::chrono::milliseconds{20};

  /// The flag must outlive this object; null: sleeps cannot be cancelled.
  explicit PosixClock(const std::atomic<bool>* cancelled = nullptr,
                      ClockCalls calls = clock_calls())
      : calls_(std::move(calls)), cancelled_(cancelled) {}

  link::Microseconds now() override;
  void sleep(link::Microseconds duration) override;

 private:
  bool is_cancelled() const { return cancelled_ != nullptr && cancelled_->load(); }

  ClockCalls calls_;
  const std::atomic<bool>* cancelled_;
};

}  // namespace stsafe::clock_posix
