#pragma once

#include <thread>

#include "stsafe/link/clock.h"

namespace stsafe::devices {

/// Real time, since 1970.
class WallClock final : public link::Clock {
 public:
  link::Microseconds now() override {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<link::Microseconds>(since_1970);
  }
  void sleep(link::Microseconds duration) override { std::this_thread::sleep_for(duration); }
};

}  // namespace stsafe::devices
