#pragma once

#include <functional>

#include "stsafe/link/clock.h"

namespace stsafe::simulator {

/// The system's clock that nobody sets: time since some fixed moment.
link::Microseconds monotonic_time();

/// The time of a device: its clock moves when somebody waits for the chip and, if that is wanted,
/// goes with the real one.
///
/// A whole command is executed at once. Then the chip's clock is ahead of the real one, and nobody
/// outside may see what came of it before the real one is there, too.
class DeviceTime {
 public:
  using RealClock = std::function<link::Microseconds()>;

  /// Tests give a real clock of their own.
  explicit DeviceTime(bool is_real, RealClock real = &monotonic_time)
      : is_real_(is_real), real_(std::move(real)), start_(real_()) {}

  link::VirtualClock& clock() { return clock_; }
  link::Microseconds real_now() const { return real_(); }
  /// Moves the chip's clock to the present.
  void catch_up();
  /// How far the chip's clock is ahead of the real one; zero if it does not go with it.
  link::Microseconds ahead();
  /// Lets this time pass at once.
  void advance(link::Microseconds duration);

 private:
  link::Microseconds present() const { return real_() - start_ + advanced_; }

  bool is_real_;
  RealClock real_;
  link::Microseconds start_;
  link::Microseconds advanced_{0};
  link::VirtualClock clock_;
};

}  // namespace stsafe::simulator
