#include "stsafe/sim/bus_port.h"

#include <algorithm>

namespace stsafe::sim {

link::I2cOutcome BusPort::transfer(link::I2cTransaction transaction) {
  link::I2cOutcome outcome;
  for (const auto& message : transaction) {
    if (!start(message)) {
      outcome.nack = link::Nack::kAddress;
      break;
    }
    if (message.is_read) {
      std::ranges::generate(message.read, [&] { return target_.on_read(); });
    } else {
      const auto refused = std::ranges::find_if_not(
          message.written, [&](std::byte byte) { return target_.on_write(byte); });
      if (refused != message.written.end()) {
        outcome.nack = link::Nack::kByte;
        outcome.num_bytes = static_cast<std::size_t>(refused - message.written.begin());
        break;
      }
    }
    ++outcome.num_messages;
  }
  if (outcome.nack != link::Nack::kAddress) target_.on_stop();
  return outcome;
}

bool BusPort::start(const link::I2cMessage& message) {
  wait_until_ready();
  if (target_.on_start(message.address, message.is_read)) return true;
  // It may have slept, and now wakes up.
  if (busy_ == Busy::kNotAcknowledged || chip_.ready_at() <= clock_.now()) return false;
  wait_until_ready();
  return target_.on_start(message.address, message.is_read);
}

void BusPort::wait_until_ready() {
  const auto left = chip_.ready_at() - clock_.now();
  if (busy_ == Busy::kSkipped && left > link::Microseconds::zero()) clock_.sleep(left);
}

}  // namespace stsafe::sim
