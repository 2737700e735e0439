#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/i2c_parameters.h"

namespace stsafe::host {

Result<wire::I2cParameters> read_i2c_parameters(Device& device);

/// Sets address and low power; they hold from the chip's next start on. With `locked` for the last
/// time.
///
/// Errors: UsageError::kOutOfRange for an address outside 0x08…0x77, which the bus reserves, or an
/// idle code above 31; Status::kAccessConditionNotSatisfied if the parameters are locked.
Result<void> put_i2c_parameters(Device& device, const wire::I2cParameters& parameters);

}  // namespace stsafe::host
