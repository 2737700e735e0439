#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// Restarts the chip, which forgets all that is not stored: KEK session, ephemeral keys, a hash or
/// message that is on its way, the authentic entity, that the password was verified. An open host
/// session goes on: keys and counter are stored. The next command waits until the chip has started.
Result<void> reset_device(Device& device);

}  // namespace stsafe::host
