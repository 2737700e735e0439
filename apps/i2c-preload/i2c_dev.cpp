#include "apps/i2c-preload/i2c_dev.h"

#include <linux/i2c-dev.h>
#include <linux/i2c.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <climits>
#include <span>
#include <vector>

namespace stsafe::i2c_preload {
namespace {

/// The driver's bounds: for read() and write() it takes less, for I2C_RDWR it refuses more.
constexpr std::size_t kMaxData = 8192;
constexpr unsigned long kMaxAddress = 0x7F;

long errno_of(Error error) {
  if (error == BusError::kUnavailable) return -ENODEV;
  if (error == BusError::kTimeout) return -ETIMEDOUT;
  if (error == UsageError::kOutOfRange) return -EOPNOTSUPP;
  return -EIO;
}

ByteSpan bytes(void* data, std::size_t size) { return {static_cast<std::byte*>(data), size}; }

/// Whether the driver takes the message; 0 or an errno with its sign changed.
long check(const i2c_msg& message) {
  if (message.len > kMaxData) return -EINVAL;
  if (message.addr > kMaxAddress) return -EINVAL;
  if ((message.flags & ~I2C_M_RD) != 0) return -EOPNOTSUPP;
  if (message.buf == nullptr && message.len > 0) return -EFAULT;
  return 0;
}

}  // namespace

const unsigned long I2cDev::kFunctions = I2C_FUNC_I2C | I2C_FUNC_SMBUS_QUICK | I2C_FUNC_SMBUS_BYTE;

long I2cDev::read(ByteSpan data) {
  data = data.first(std::min(data.size(), kMaxData));
  const link::I2cMessage message{.address = address_, .is_read = true, .read = data};
  const auto outcome = transfer({&message, 1});
  return outcome < 0 ? outcome : static_cast<long>(data.size());
}

long I2cDev::write(ByteView data) {
  data = data.first(std::min(data.size(), kMaxData));
  const link::I2cMessage message{.address = address_, .written = data};
  const auto outcome = transfer({&message, 1});
  return outcome < 0 ? outcome : static_cast<long>(data.size());
}

long I2cDev::control(unsigned long request, void* argument) {
  const auto number = std::bit_cast<unsigned long>(argument);
  switch (request) {
    case I2C_SLAVE:
    case I2C_SLAVE_FORCE: return set_address(number);
    case I2C_FUNCS:
      if (argument == nullptr) return -EFAULT;
      *static_cast<unsigned long*>(argument) = kFunctions;
      return 0;
    case I2C_RDWR: return read_write(argument);
    case I2C_SMBUS: return smbus(argument);
    case I2C_PEC: has_error_code_ = number != 0; return 0;
    case I2C_TENBIT: return number == 0 ? 0 : -EINVAL;
    case I2C_TIMEOUT:
    case I2C_RETRIES: return number > INT_MAX ? -EINVAL : 0;
    default: return -ENOTTY;
  }
}

long I2cDev::set_address(unsigned long address) {
  if (address > kMaxAddress) return -EINVAL;
  address_ = static_cast<std::uint8_t>(address);
  return 0;
}

long I2cDev::read_write(const void* argument) {
  if (argument == nullptr) return -EFAULT;
  const auto& asked = *static_cast<const i2c_rdwr_ioctl_data*>(argument);
  if (asked.msgs == nullptr || asked.nmsgs == 0 || asked.nmsgs > I2C_RDWR_IOCTL_MAX_MSGS) {
    return -EINVAL;
  }
  std::vector<link::I2cMessage> transaction;
  for (const auto& message : std::span{asked.msgs, asked.nmsgs}) {
    if (const auto wrong = check(message); wrong != 0) return wrong;
    const bool is_read = (message.flags & I2C_M_RD) != 0;
    const auto data = bytes(message.buf, message.len);
    transaction.push_back({.address = static_cast<std::uint8_t>(message.addr),
                           .is_read = is_read,
                           .written = is_read ? ByteView{} : data,
                           .read = is_read ? data : ByteSpan{}});
  }
  return transfer(transaction);
}

long I2cDev::smbus(const void* argument) {
  if (argument == nullptr) return -EFAULT;
  const auto& asked = *static_cast<const i2c_smbus_ioctl_data*>(argument);
  if (asked.read_write > I2C_SMBUS_READ || asked.size > I2C_SMBUS_I2C_BLOCK_DATA) return -EINVAL;
  const bool is_read = asked.read_write == I2C_SMBUS_READ;
  link::I2cMessage message{.address = address_, .is_read = is_read};
  const auto command = static_cast<std::byte>(asked.command);
  if (asked.size == I2C_SMBUS_BYTE) {
    if (has_error_code_) return -EOPNOTSUPP;
    if (is_read && asked.data == nullptr) return -EINVAL;
    if (is_read) message.read = bytes(&asked.data->byte, 1);
    if (!is_read) message.written = {&command, 1};
  } else if (asked.size != I2C_SMBUS_QUICK) {
    return -EOPNOTSUPP;
  }
  const auto outcome = transfer({&message, 1});
  return outcome < 0 ? outcome : 0;
}

long I2cDev::transfer(link::I2cTransaction transaction) {
  const auto outcome = transfer_(transaction);
  if (!outcome) return errno_of(outcome.error());
  if (outcome->nack == link::Nack::kAddress) return -ENXIO;
  if (outcome->nack == link::Nack::kByte) return -EIO;
  return static_cast<long>(outcome->num_messages);
}

}  // namespace stsafe::i2c_preload
