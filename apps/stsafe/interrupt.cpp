#include "apps/stsafe/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace stsafe::tool {
namespace {

std::atomic<bool> interrupted = false;
std::atomic<int> by_signal = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free,
              "a signal handler may set them");

extern "C" void note_interrupt(int signal) {
  by_signal = signal;
  interrupted = true;
}

}  // namespace

void watch_interrupts() {
  struct sigaction action{};
  action.sa_handler = note_interrupt;
  sigemptyset(&action.sa_mask);
  // Once: the second one has its usual effect. Not SA_RESTART: waiting for input ends, too.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

const std::atomic<bool>& interrupt_flag() { return interrupted; }

bool is_told_to_end() { return is_interrupted() && by_signal != SIGINT; }

void clear_interrupt() {
  interrupted = false;
  watch_interrupts();
}

}  // namespace stsafe::tool
