#include "ports/clock_posix/posix_clock.h"

#include <algorithm>

namespace stsafe::clock_posix {
namespace {

using link::Microseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

timespec to_timespec(Microseconds moment) {
  const auto whole = std::chrono::floor<seconds>(moment);
  timespec time{};
  time.tv_sec = static_cast<time_t>(whole.count());
  time.tv_nsec = static_cast<decltype(time.tv_nsec)>(nanoseconds{moment - whole}.count());
  return time;
}

}  // namespace

ClockCalls clock_calls() {
  return {.now =
              [] {
                timespec time{};
                static_cast<void>(clock_gettime(CLOCK_MONOTONIC, &time));
                return time;
              },
          .sleep_until =
              [](const timespec& until) {
                return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
              }};
}

Microseconds PosixClock::now() {
  const auto time = calls_.now();
  return std::chrono::floor<Microseconds>(seconds{time.tv_sec} + nanoseconds{time.tv_nsec});
}

void PosixClock::sleep(Microseconds duration) {
  const auto begin = now();
  const auto deadline = begin + std::min(duration, Microseconds::max() - begin);
  for (auto time = begin; time < deadline && !is_cancelled(); time = now()) {
    const auto left = deadline - time;
    const auto slice = cancelled_ == nullptr ? left : std::min(left, kMaxSlice);
    // Its only error is EINTR, after which the loop sees what time it is and whether to go on.
    static_cast<void>(calls_.sleep_until(to_timespec(time + slice)));
  }
}

}  // namespace stsafe::clock_posix
