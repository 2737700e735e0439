#include <csignal>

#include "apps/devices/private_memory.h"
#include "apps/stsafe/interrupt.h"
#include "apps/stsafe/run_line.h"

int main(int argc, char** argv) {
  using namespace stsafe::tool;
  stsafe::devices::keep_memory_private();
  watch_interrupts();
  // A file that may not grow is like a full disk: what writes to it says so.
  std::signal(SIGXFSZ, SIG_IGN);
  // So is a pipe that nobody reads: a verb that changes the device must not be ended by it.
  std::signal(SIGPIPE, SIG_IGN);
  Session session;
  return run_line({argv + 1, argv + argc}, session, LineOrigin::kProgramStart);
}
