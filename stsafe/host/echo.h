#pragma once

#include "stsafe/host/device.h"

namespace stsafe::host {

/// Sends bytes to the chip and makes sure that the same come back: 1 to about 740, as many as fit a
/// frame. UsageError::kWrongSize for none, LinkError::kFrameTooLong for more,
/// LinkError::kUnexpectedResponse if others come back.
Result<void> echo(Device& device, ByteView message);

}  // namespace stsafe::host
