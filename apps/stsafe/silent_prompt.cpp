#include "apps/stsafe/silent_prompt.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "apps/devices/failure.h"

namespace stsafe::tool {
namespace {

/// The terminal without echo, as long as this lives. Signals wait until echo is back.
class SilentTerminal {
 public:
  SilentTerminal() : descriptor_(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
    if (descriptor_ < 0 || tcgetattr(descriptor_, &before_) != 0) {
      if (descriptor_ >= 0) close(descriptor_);
      throw devices::usage_failure(
          "prompt: there is no terminal to ask on; give a file, fd:N or env:NAME");
    }
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_cc[VEOL] = 3;  // Ctrl-C ends the line, too
    if (tcsetattr(descriptor_, TCSAFLUSH, &silent) != 0) {
      close(descriptor_);
      throw devices::usage_failure("prompt: the terminal does not stop showing what is typed");
    }
  }
  ~SilentTerminal() {
    tcsetattr(descriptor_, TCSAFLUSH, &before_);
    close(descriptor_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  void say(std::string_view text) const {
    [[maybe_unused]] const auto written = write(descriptor_, text.data(), text.size());
  }
  /// The next byte; nothing at the end or if a person gave up (Ctrl-C, Ctrl-D).
  bool take(std::byte& byte) const {
    for (;;) {
      const auto got = read(descriptor_, &byte, 1);
      if (got < 0 && errno == EINTR) continue;
      return got == 1;
    }
  }

 private:
  int descriptor_;
  termios before_{};
};

}  // namespace

std::size_t prompt_silently(std::string_view what, ByteSpan buffer) {
  constexpr std::byte kCtrlC{0x03};
  const SilentTerminal terminal;
  terminal.say(fmt::format("{} (not shown): ", what));
  std::size_t size = 0;
  std::byte byte{};
  while (terminal.take(byte) && byte != std::byte{'\n'}) {
    if (byte == kCtrlC) {
      terminal.say("\n");
      throw devices::usage_failure("given up; nothing was done");
    }
    if (size == buffer.size()) throw devices::usage_failure("what was typed is too long");
    buffer[size++] = byte;
  }
  terminal.say("\n");
  return size;
}

}  // namespace stsafe::tool
