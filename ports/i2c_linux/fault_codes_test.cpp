#include "ports/i2c_linux/fault_codes.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace stsafe::i2c_linux::fault_codes_test {
namespace {

struct Case {
  int code;
  BusError write;
  BusError read;
};

// From the kernel's Documentation/i2c/fault-codes.rst; i2c_check_for_quirks() of i2c-core-base.c
// (EOPNOTSUPP for a message that is too long); cp2112_i2c_write_req() and cp2112_read_req() of
// hid-cp2112.c (EINVAL for one); i2c-bcm2835.c and i2c-designware-common.c (EREMOTEIO for a NACK);
// i2c-algo-bit.c (ENXIO for one); ocores_xfer() and xiic_xfer() (EIO for one).
constexpr Case kCases[] = {
    {ENXIO, BusError::kNack, BusError::kNack},
    {EREMOTEIO, BusError::kNack, BusError::kNack},
    {EIO, BusError::kIo, BusError::kNack},
    {EAGAIN, BusError::kArbitrationLost, BusError::kArbitrationLost},
    {ETIMEDOUT, BusError::kTimeout, BusError::kTimeout},
    {EBUSY, BusError::kTimeout, BusError::kTimeout},
    {EOPNOTSUPP, BusError::kMessageTooLong, BusError::kMessageTooLong},
    {EMSGSIZE, BusError::kMessageTooLong, BusError::kMessageTooLong},
    {EINVAL, BusError::kMessageTooLong, BusError::kMessageTooLong},
    {ENODEV, BusError::kUnavailable, BusError::kUnavailable},
    {ESHUTDOWN, BusError::kUnavailable, BusError::kUnavailable},
    {ENOTTY, BusError::kUnavailable, BusError::kUnavailable},
    {EBADF, BusError::kUnavailable, BusError::kUnavailable},
    {EPERM, BusError::kUnavailable, BusError::kUnavailable},
    {EACCES, BusError::kUnavailable, BusError::kUnavailable},
    {EINTR, BusError::kIo, BusError::kIo},
    {EPROTO, BusError::kIo, BusError::kIo},
    {ENOMEM, BusError::kIo, BusError::kIo},
    {4095, BusError::kIo, BusError::kIo},
};

TEST(FaultCodes, BecomeBusErrors) {
  for (const auto& one : kCases) {
    EXPECT_EQ(bus_error(one.code, Direction::kWrite), one.write) << one.code;
    EXPECT_EQ(bus_error(one.code, Direction::kRead), one.read) << one.code;
  }
}

}  // namespace
}  // namespace stsafe::i2c_linux::fault_codes_test
