#include "stsafe/sim/target.h"

#include <utility>

namespace stsafe::sim {
namespace {

constexpr std::byte kPastTheEnd{0xFF};

}  // namespace

Result<void, StoreError> Target::power_on() {
  response_ = {};
  transfer_ = Transfer::kNone;
  sleep_ = Sleep::kNone;
  to_come_ = Sleep::kNone;
  ready_at_ = clock_.now() + time_.boot();
  idle_since_ = ready_at_;
  return device_.power_on();
}

void Target::power_off() {
  response_ = {};
  transfer_ = Transfer::kNone;
  device_.power_off();
}

bool Target::on_start(std::uint8_t address, bool read) {
  transfer_ = Transfer::kNone;
  if (!device_.is_on() || address != device_.i2c_address()) return false;
  if (clock_.now() < ready_at_ || was_asleep()) return false;
  if (read && response_.empty()) return false;  // nothing was asked yet
  transfer_ = read ? Transfer::kRead : Transfer::kWrite;
  read_at_ = 0;
  received_ = 0;
  return true;
}

bool Target::on_write(std::byte byte) {
  if (transfer_ != Transfer::kWrite) return false;
  if (received_ < command_.size()) command_[received_++] = byte;
  return true;
}

std::byte Target::on_read() {
  if (transfer_ != Transfer::kRead || read_at_ >= response_.size()) return kPastTheEnd;
  return response_[read_at_++];
}

void Target::on_stop() {
  const auto ended = transfer_;
  transfer_ = Transfer::kNone;
  if (ended == Transfer::kNone) return;
  idle_since_ = clock_.now();
  if (ended == Transfer::kRead) {
    if (read_at_ >= response_.size()) fall_asleep();
    return;
  }
  if (received_ == 0) return;  // an address alone only wakes
  response_ = device_.answer(ByteView{command_}.first(received_));
  wipe(ByteSpan{command_}.first(received_));
  to_come_ = device_.requested_sleep();
  busy_time_ = time_.execution(device_.last_command());
  if (device_.restarted()) busy_time_ += time_.boot();
  ready_at_ = clock_.now() + busy_time_;
  idle_since_ = ready_at_;
}

void Target::fall_asleep() {
  sleep_ = std::exchange(to_come_, Sleep::kNone);
  if (loses_memory(sleep_)) response_ = {};
}

bool Target::was_asleep() {
  const auto& i2c = device_.i2c();
  const bool is_idle = i2c.low_power_mode == wire::LowPowerMode::kStandby &&
                       clock_.now() - idle_since_ >= i2c.idle_time();
  if (sleep_ == Sleep::kNone && !is_idle) return false;
  if (sleep_ == Sleep::kHibernateUntilReset) return true;
  sleep_ = Sleep::kNone;
  ready_at_ = clock_.now() + time_.wake();
  idle_since_ = ready_at_;
  return true;
}

}  // namespace stsafe::sim
