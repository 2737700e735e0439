#pragma once

#include "ports/i2c_linux/address_lock.h"
#include "stsafe/link/transport.h"

namespace stsafe::i2c_linux {

/// Makes the exchanges of another transport under an AddressLock: no other program's command gets
/// between a command and its answer. What takes several commands, such as a session or a message
/// by chunks, is its caller's to keep together: another program may get in between.
class LockedTransport final : public link::Transport {
 public:
  /// How long an exchange waits for another program's: several times what the slowest command
  /// takes.
  static constexpr link::Microseconds kPatience = std::chrono::seconds{5};

  LockedTransport(link::Transport& inner, AddressLock& lock, link::Clock& clock,
                  const std::atomic<bool>* cancelled = nullptr)
      : inner_(inner), lock_(lock), clock_(clock), cancelled_(cancelled) {}

  /// Errors besides those of the inner transport: what AddressLock::acquire() says. After
  /// BusError::kInUse nothing was sent.
  Result<ByteView> exchange(ByteView request, ByteSpan reply, link::Expectation expected) override;

 private:
  link::Transport& inner_;
  AddressLock& lock_;
  link::Clock& clock_;
  const std::atomic<bool>* cancelled_;
};

}  // namespace stsafe::i2c_linux
