#pragma once

#include "stsafe/link/transport.h"

namespace stsafe::tool {

/// Ends what a verb does when a person presses Ctrl-C: between two commands, never inside one, and
/// not once a verb has begun to change the device, so that nothing is left half done.
class InterruptibleTransport final : public link::Transport {
 public:
  explicit InterruptibleTransport(link::Transport& inner) : inner_(inner) {}

  /// BusError::kCancelled after an interrupt.
  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

  /// From now on, or no longer, an interrupt waits.
  void hold_interrupts(bool hold) { hold_ = hold; }

 private:
  link::Transport& inner_;
  bool hold_ = false;
};

}  // namespace stsafe::tool
