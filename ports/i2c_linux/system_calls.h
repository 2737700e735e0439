#pragma once

#include <fcntl.h>
#include <linux/i2c.h>
#include <sys/types.h>

#include <functional>
#include <string>

namespace stsafe::i2c_linux {

/// What this folder asks of the operating system. Each call that fails returns -1 and sets errno,
/// as the system's own do. Tests give others.
struct SystemCalls {
  /// Opens for reading and writing; returns the descriptor.
  std::function<int(const char* path)> open;
  std::function<int(int descriptor)> close;
  /// I2C_FUNCS: the I2C_FUNC_ bits of the adapter.
  std::function<int(int descriptor, unsigned long& functions)> functions;
  /// I2C_TIMEOUT or I2C_RETRIES.
  std::function<int(int descriptor, unsigned long request, unsigned long value)> configure;
  /// I2C_RDWR with one message: one transaction, START to STOP. Returns the number of messages
  /// done. No signal interrupts it: a driver that waits interruptibly would leave open whether the
  /// chip has the frame.
  std::function<int(int descriptor, i2c_msg& message)> transfer;
  /// fcntl() with F_OFD_SETLK, F_SETLK or F_GETLK.
  std::function<int(int descriptor, int command, flock& range)> lock;
  /// The name of a process's program, as /proc tells it; empty if it does not.
  std::function<std::string(pid_t process)> program_name;
};

SystemCalls system_calls();

}  // namespace stsafe::i2c_linux
