#include "apps/stsafe-sim/device_time.h"

#include <algorithm>

namespace stsafe::simulator {

void DeviceTime::catch_up() {
  if (!is_real_) return;
  clock_.sleep(std::max(present() - clock_.now(), link::Microseconds::zero()));
}

link::Microseconds DeviceTime::ahead() {
  if (!is_real_) return link::Microseconds::zero();
  return std::max(clock_.now() - present(), link::Microseconds::zero());
}

void DeviceTime::advance(link::Microseconds duration) {
  catch_up();
  advanced_ += duration;
  clock_.sleep(duration);
}

link::Microseconds monotonic_time() {
  return std::chrono::duration_cast<link::Microseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace stsafe::simulator
