#pragma once

#include <cstdint>

#include "stsafe/base/error.h"

namespace stsafe::i2c_linux {

enum class Direction : std::uint8_t { kWrite, kRead };

/// What an error number of a transaction means, after the kernel's document "I2C/SMBUS Fault Codes"
/// and what its drivers report:
///
/// - ENXIO, EREMOTEIO: nobody acknowledged. EIO on a read, too: i2c-ocores, i2c-xiic and i2c-imx
///   of older kernels report it for a NACK, and a read may be repeated whatever it was. A write
///   may not: the chip could have the frame.
/// - EAGAIN: arbitration was lost. ETIMEDOUT, EBUSY: the bus did not become free.
/// - EOPNOTSUPP: a limit of the adapter that the kernel knows (16 bytes on some); EINVAL, EMSGSIZE:
///   one that the driver checks (61 bytes written with hid-cp2112). Our transactions differ from
///   those of others in nothing but size.
/// - ENODEV, ESHUTDOWN, ENOTTY, EBADF, EPERM, EACCES: the adapter is gone, asleep or not ours.
BusError bus_error(int code, Direction direction);

}  // namespace stsafe::i2c_linux
