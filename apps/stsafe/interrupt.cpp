#include "apps/stsafe/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace stsafe::tool {
namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void note_interrupt(int /*signal*/) { interrupted = 1; }

}  // namespace

void watch_interrupts() {
  struct sigaction action{};
  action.sa_handler = note_interrupt;
  sigemptyset(&action.sa_mask);
  // Once: the second one has its usual effect. Not SA_RESTART: waiting for input ends, too.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

bool is_interrupted() { return interrupted != 0; }

void clear_interrupt() {
  interrupted = 0;
  watch_interrupts();
}

}  // namespace stsafe::tool
