#include "ports/i2c_linux/system_calls.h"

#include <linux/i2c-dev.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

namespace stsafe::i2c_linux {
namespace {

/// Holds back signals of this thread as long as it lives.
class SignalsHeldBack {
 public:
  SignalsHeldBack() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsHeldBack() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeldBack(const SignalsHeldBack&) = delete;
  SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;

 private:
  sigset_t before_{};
};

int transfer(int descriptor, i2c_msg& message) {
  i2c_rdwr_ioctl_data transaction{.msgs = &message, .nmsgs = 1};
  const SignalsHeldBack held_back;
  return ::ioctl(descriptor, I2C_RDWR, &transaction);
}

std::string program_name(pid_t process) {
  std::ifstream file{"/proc/" + std::to_string(process) + "/comm"};
  std::string name;
  std::getline(file, name);
  return name;
}

}  // namespace

SystemCalls system_calls() {
  return {.open = [](const char* path) { return ::open(path, O_RDWR | O_CLOEXEC); },
          .close = [](int descriptor) { return ::close(descriptor); },
          .functions =
              [](int descriptor, unsigned long& functions) {
                return ::ioctl(descriptor, I2C_FUNCS, &functions);
              },
          .configure = [](int descriptor, unsigned long request,
                          unsigned long value) { return ::ioctl(descriptor, request, value); },
          .transfer = transfer,
          .lock = [](int descriptor, int command,
                     flock& range) { return ::fcntl(descriptor, command, &range); },
          .program_name = program_name};
}

}  // namespace stsafe::i2c_linux
