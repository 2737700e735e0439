#include "ports/i2c_linux/linux_i2c_bus.h"

#include <linux/i2c-dev.h>

#include <cerrno>
#include <climits>
#include <system_error>
#include <utility>

namespace stsafe::i2c_linux {
namespace {

/// The kernel refuses longer messages (8192 bytes); its own field for the size has 16 bits.
constexpr std::size_t kMaxMessageSize = 8192;

OpenError open_error(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO: return OpenError::kMissing;
    case EACCES:
    case EPERM: return OpenError::kForbidden;
    default: return OpenError::kFailed;
  }
}

i2c_msg message_to(std::uint8_t address, Direction direction, std::byte* data, std::size_t size) {
  i2c_msg message{};
  message.addr = address;
  message.flags = direction == Direction::kRead ? I2C_M_RD : 0;
  message.len = static_cast<__u16>(size);
  message.buf = reinterpret_cast<__u8*>(data);
  return message;
}

}  // namespace

Result<void, OpenError> LinuxI2cBus::open(const std::string& path) {
  close();
  descriptor_ = calls_.open(path.c_str());
  if (descriptor_ < 0) return fail_to_open(open_error(errno), errno);
  unsigned long functions = 0;
  if (calls_.functions(descriptor_, functions) < 0) {
    return fail_to_open(errno == ENOTTY ? OpenError::kNoI2cBus : OpenError::kFailed, errno);
  }
  if ((functions & I2C_FUNC_I2C) == 0) return fail_to_open(OpenError::kSmbusOnly, EOPNOTSUPP);
  // Where these are refused, the driver keeps its own bounds. Without repeats, because drivers that
  // move the lines in software would repeat each poll, and an address that nobody acknowledges is
  // what a busy chip looks like.
  const auto steps = static_cast<unsigned long>(options_.transaction_timeout.count() / 10);
  static_cast<void>(calls_.configure(descriptor_, I2C_TIMEOUT, steps));
  static_cast<void>(calls_.configure(descriptor_, I2C_RETRIES, 0));
  failed_call_ = Call::kNone;
  return {};
}

OpenError LinuxI2cBus::fail_to_open(OpenError error, int code) {
  failed_call_ = Call::kOpen;
  failed_code_ = code;
  close();
  return error;
}

void LinuxI2cBus::close() {
  if (descriptor_ >= 0) static_cast<void>(calls_.close(std::exchange(descriptor_, -1)));
  descriptor_ = -1;
}

Result<void> LinuxI2cBus::write(std::uint8_t address, ByteView data) {
  if (data.size() > kMaxMessageSize) return BusError::kMessageTooLong;
  // The kernel only reads the bytes of a write, but its struct serves both directions.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  auto* bytes = const_cast<std::byte*>(data.data());
  auto message = message_to(address, Direction::kWrite, bytes, data.size());
  return transfer(Direction::kWrite, message);
}

Result<void> LinuxI2cBus::read(std::uint8_t address, ByteSpan data) {
  if (data.size() > kMaxMessageSize) return BusError::kMessageTooLong;
  auto message = message_to(address, Direction::kRead, data.data(), data.size());
  return transfer(Direction::kRead, message);
}

Result<void> LinuxI2cBus::transfer(Direction direction, i2c_msg& message) {
  for (int repeats = 0;; ++repeats) {
    if (options_.cancelled != nullptr && options_.cancelled->load()) return BusError::kCancelled;
    const int done = calls_.transfer(descriptor_, message);
    if (done == 1) {
      failed_call_ = Call::kNone;
      return {};
    }
    // No message done and no error: something went wrong that the driver does not name.
    const int code = done < 0 ? errno : EIO;
    failed_call_ = direction == Direction::kRead ? Call::kRead : Call::kWrite;
    failed_size_ = message.len;
    failed_code_ = code;
    const bool may_repeat = code == EAGAIN || (code == EINTR && direction == Direction::kRead);
    if (!may_repeat || repeats == options_.max_repeats) return bus_error(code, direction);
  }
}

std::string LinuxI2cBus::detail() const {
  if (failed_call_ == Call::kNone) return {};
  auto why = std::generic_category().message(failed_code_);
  if (failed_call_ == Call::kOpen) return why;
  return std::string{failed_call_ == Call::kRead ? "read" : "write"} + " of " +
         std::to_string(failed_size_) + " bytes: " + why;
}

}  // namespace stsafe::i2c_linux
