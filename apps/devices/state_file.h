#pragma once

#include <string>

#include "apps/devices/failure.h"
#include "stsafe/sim/store.h"

namespace stsafe::devices {

/// Why a simulated device cannot work with a file of state, and what to do, in one line. `detail`
/// is the store's own word on it, or empty.
Failure state_file_failure(const std::string& file, sim::StoreError error,
                           const std::string& detail);

}  // namespace stsafe::devices
