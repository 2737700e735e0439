#include "ports/i2c_linux/fault_codes.h"

#include <cerrno>

namespace stsafe::i2c_linux {

BusError bus_error(int code, Direction direction) {
  switch (code) {
    case ENXIO:
    case EREMOTEIO: return BusError::kNack;
    case EIO: return direction == Direction::kRead ? BusError::kNack : BusError::kIo;
    case EAGAIN: return BusError::kArbitrationLost;
    case ETIMEDOUT:
    case EBUSY: return BusError::kTimeout;
    case EOPNOTSUPP:
    case EMSGSIZE:
    case EINVAL: return BusError::kMessageTooLong;
    case ENODEV:
    case ESHUTDOWN:
    case ENOTTY:
    case EBADF:
    case EPERM:
    case EACCES: return BusError::kUnavailable;
    default: return BusError::kIo;
  }
}

}  // namespace stsafe::i2c_linux
