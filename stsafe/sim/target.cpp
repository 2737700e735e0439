#include "stsafe/sim/target.h"

namespace stsafe::sim {
namespace {

constexpr std::byte kPastTheEnd{0xFF};

}  // namespace

Result<void, StoreError> Target::power_on() {
  response_ = {};
  transfer_ = Transfer::kNone;
  ready_at_ = clock_.now() + kBootTime;
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
  if (clock_.now() < ready_at_) return false;
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
  const bool was_write = transfer_ == Transfer::kWrite;
  transfer_ = Transfer::kNone;
  if (!was_write || received_ == 0) return;  // an address alone only wakes
  response_ = device_.answer(ByteView{command_}.first(received_));
  wipe(ByteSpan{command_}.first(received_));
  ready_at_ = clock_.now() + device_.execution_time();
  if (device_.restarted()) ready_at_ += kBootTime;
}

}  // namespace stsafe::sim
