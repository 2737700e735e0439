#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// Fills `out` with random bytes of the chip, 255 in each command.
Result<void> generate_random(Device& device, ByteSpan out);

}  // namespace stsafe::host
