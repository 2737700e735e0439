#pragma once

#include <chrono>
#include <cstdint>

namespace stsafe::link {

using Microseconds = std::chrono::microseconds;
/// Times from one moment to another in 32 bits, which is over an hour.
using ShortTime = std::chrono::duration<std::uint32_t, std::micro>;

/// Time as the host and the simulated chip see it. Tests move it by hand.
class Clock {
 public:
  /// Time since some fixed moment.
  virtual Microseconds now() = 0;
  virtual void sleep(Microseconds duration) = 0;

 protected:
  ~Clock() = default;
};

/// A clock that moves only when somebody sleeps: a run in virtual time takes no time.
class VirtualClock final : public Clock {
 public:
  Microseconds now() override { return now_; }
  void sleep(Microseconds duration) override { now_ += duration; }

 private:
  Microseconds now_{0};
};

}  // namespace stsafe::link
