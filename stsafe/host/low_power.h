#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::host {

/// Puts the chip into its deepest sleep. It forgets what a reset forgets; with WakeUp::kReset it
/// does not answer until it is reset by its pin or loses its power. UsageError::kOutOfRange for
/// another value.
Result<void> hibernate(Device& device, wire::WakeUp wake_up);

/// Puts the chip into standby. The next command wakes it: the transport waits until it is ready.
Result<void> standby(Device& device);

}  // namespace stsafe::host
