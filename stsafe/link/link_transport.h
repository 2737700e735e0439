#pragma once

#include "stsafe/link/clock.h"
#include "stsafe/link/i2c.h"
#include "stsafe/link/transport.h"

namespace stsafe::link {

/// How patient a LinkTransport is. Every wait is bounded.
struct LinkPolicy {
  /// Between two attempts while the chip does not acknowledge.
  Microseconds poll_interval = std::chrono::milliseconds{1};
  /// How long after its typical time a command may take. The vendor's library waits about a second.
  Microseconds patience = std::chrono::seconds{1};
  /// How often a response with a wrong checksum is read again; the chip serves it from byte 0.
  int max_rereads = 3;
  /// How often a command is sent again that the chip received damaged (status 01, not executed).
  int max_resends = 3;
};

/// Frames on an I2C bus (protocol part 01, sections 1.1 and 1.5): one write; then a read of five
/// bytes, which are all there is of an answer without payload; else a second read of the whole,
/// from byte 0. A busy chip does not acknowledge its address.
class LinkTransport final : public Transport {
 public:
  LinkTransport(I2cBus& bus, Clock& clock, std::uint8_t address = kDefaultI2cAddress,
                LinkPolicy policy = {})
      : bus_(bus), clock_(clock), policy_(policy), address_(address) {}

  Result<ByteView> exchange(ByteView request, ByteSpan reply, Microseconds typical) override;

 private:
  Result<void> deliver(ByteView request, Microseconds deadline);
  Result<ByteView> fetch(ByteSpan reply, Microseconds deadline);
  Result<void> read_when_ready(ByteSpan data, Microseconds deadline);
  bool wait_before(Microseconds deadline);

  I2cBus& bus_;
  Clock& clock_;
  LinkPolicy policy_;
  std::uint8_t address_;
};

}  // namespace stsafe::link
