#pragma once

#include <linux/i2c-dev.h>

#include <cerrno>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "ports/i2c_linux/system_calls.h"
#include "tests/support/bytes.h"

namespace stsafe::testing_support {

/// An I2C adapter behind i2c_linux::SystemCalls, without kernel. What fails, and with which error
/// number, a test says; it sees what was asked. Nobody else ever holds its lock unless `lock_code`.
class FakeAdapter {
 public:
  static constexpr int kDescriptor = 42;
  struct Message {
    std::uint16_t address;
    bool is_read;
    std::size_t size;
    Bytes written;
    bool operator==(const Message&) const = default;
  };

  FakeAdapter() = default;
  FakeAdapter(const FakeAdapter&) = delete;
  FakeAdapter& operator=(const FakeAdapter&) = delete;

  i2c_linux::SystemCalls calls() {
    return {.open = [this](const char* name) { return open(name); },
            .close =
                [this](int descriptor) {
                  EXPECT_EQ(descriptor, kDescriptor);
                  --num_open;
                  return 0;
                },
            .functions =
                [this](int, unsigned long& bits) {
                  bits = functions;
                  return outcome(functions_code, 0);
                },
            .configure =
                [this](int, unsigned long request, unsigned long value) {
                  settings.emplace_back(request, value);
                  return outcome(configure_code, 0);
                },
            .transfer = [this](int, i2c_msg& message) { return transfer(message); },
            .lock = [this](int, int command, flock& range) { return lock(command, range); },
            .program_name = [](pid_t process) { return process == 4711 ? "other-program" : ""; }};
  }

  // What the adapter does: error numbers, 0 is none.
  int open_code = 0;
  int functions_code = 0;
  int configure_code = 0;
  int lock_code = 0;
  pid_t lock_holder = 0;
  unsigned long functions = I2C_FUNC_I2C;
  /// For the next transfers, in order; then `serve` decides.
  std::deque<int> transfer_codes;
  /// Answers a transfer with an error number; a read also fills the message.
  std::function<int(i2c_msg&)> serve = [](i2c_msg&) { return 0; };

  // What it was asked.
  int num_open = 0;
  std::string path;
  std::vector<std::pair<unsigned long, unsigned long>> settings;
  std::vector<Message> messages;
  int num_locks = 0;
  bool is_locked = false;

 private:
  static int outcome(int code, int success) {
    if (code == 0) return success;
    errno = code;
    return -1;
  }
  int open(const char* name) {
    path = name;
    if (open_code == 0) ++num_open;
    return outcome(open_code, kDescriptor);
  }
  int transfer(i2c_msg& message) {
    const bool is_read = (message.flags & I2C_M_RD) != 0;
    const auto* begin = reinterpret_cast<const std::byte*>(message.buf);
    messages.push_back({message.addr, is_read, message.len,
                        is_read ? Bytes{} : Bytes(begin, begin + message.len)});
    if (!transfer_codes.empty()) {
      const int code = transfer_codes.front();
      transfer_codes.pop_front();
      if (code != 0) return outcome(code, 1);
    }
    return outcome(serve(message), 1);
  }
  int lock(int command, flock& range) {
    if (command == F_GETLK) {
      range.l_type = lock_holder == 0 ? F_UNLCK : F_WRLCK;
      range.l_pid = lock_holder;
      return 0;
    }
    if (command != F_OFD_SETLK) return 0;
    if (range.l_type == F_WRLCK && lock_code != 0) return outcome(lock_code, 0);
    is_locked = range.l_type == F_WRLCK;
    num_locks += is_locked ? 1 : 0;
    return 0;
  }
};

}  // namespace stsafe::testing_support
