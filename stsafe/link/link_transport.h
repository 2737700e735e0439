#pragma once

#include "stsafe/link/chip_pace.h"
#include "stsafe/link/i2c.h"
#include "stsafe/link/link_policy.h"
#include "stsafe/link/transport.h"

namespace stsafe::link {

/// Frames on an I2C bus (protocol part 01, sections 1.1 and 1.5). A command is one write. Its
/// answer is one read of the size that is expected; the chip fills up a shorter one with FF. If the
/// size is open, the first read is of the five bytes that an answer without payload has; a longer
/// one is then read whole, from byte 0. A busy chip does not acknowledge its address.
class LinkTransport final : public Transport {
 public:
  LinkTransport(I2cBus& bus, Clock& clock, std::uint8_t address = kDefaultI2cAddress)
      : bus_(bus), clock_(clock), address_(address) {}
  // Apart from the first, so that firmware that takes the default does not carry the cutting.
  LinkTransport(I2cBus& bus, Clock& clock, std::uint8_t address, const LinkPolicy& policy)
      : bus_(bus), clock_(clock), policy_(bounded(policy)), address_(address) {}

  Result<ByteView> exchange(ByteView request, ByteSpan reply, Expectation expected) override;

  /// When the chip had the last answer.
  const Readiness& seen() const { return seen_; }

 private:
  Result<void> deliver(ByteView request);
  Result<ByteView> fetch(ByteSpan reply, std::size_t expected_size);
  Result<void> read_when_ready(ByteSpan data);
  void begin_waiting();
  ShortTime elapsed();
  /// Waits until the next attempt is due; false if patience ends first.
  bool wait_after_attempt();

  I2cBus& bus_;
  Clock& clock_;
  LinkPolicy policy_{};
  std::uint8_t address_;
  Microseconds began_{0};  ///< what is waited for now
  // Counted from then on.
  ShortTime deadline_{0};
  ShortTime attempted_{0};  ///< when the last attempt began
  Readiness seen_;
};

}  // namespace stsafe::link
