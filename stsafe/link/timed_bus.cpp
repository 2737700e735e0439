#include "stsafe/link/timed_bus.h"

namespace stsafe::link {

bool TimedTarget::on_start(std::uint8_t address, bool read) {
  ++load_.transactions;
  pass(1);
  pass_byte();
  is_stopped_ = !inner_.on_start(address, read);
  if (!is_stopped_) return true;
  ++load_.refused;
  pass(1);  // the controller's STOP, of which the target need not be told
  return false;
}

bool TimedTarget::on_write(std::byte byte) {
  pass_byte();
  return inner_.on_write(byte);
}

std::byte TimedTarget::on_read() {
  const auto byte = inner_.on_read();
  pass_byte();
  return byte;
}

void TimedTarget::on_stop() {
  if (!std::exchange(is_stopped_, false)) pass(1);
  inner_.on_stop();
}

void TimedTarget::pass_byte() {
  ++load_.bytes;
  pass(kClocksPerByte);
}

void TimedTarget::pass(std::uint32_t clocks) {
  constexpr std::uint64_t kMicrosecondsPerSecond = 1'000'000;
  load_.clocks += clocks;
  owed_ += clocks * kMicrosecondsPerSecond;
  clock_.sleep(Microseconds{static_cast<std::int64_t>(owed_ / bit_rate_)});
  owed_ %= bit_rate_;
}

}  // namespace stsafe::link
