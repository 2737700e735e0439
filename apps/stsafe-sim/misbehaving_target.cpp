#include "apps/stsafe-sim/misbehaving_target.h"

namespace stsafe::simulator {
namespace {

using sim::happens;

constexpr std::size_t kTruncatedSize = 2;
constexpr std::byte kPastTheEnd{0xFF};

}  // namespace

bool MisbehavingTarget::on_start(std::uint8_t address, bool read) {
  num_written_ = 0;
  num_read_ = 0;
  if (time_.real_now() < late_until_ || (read && is_dropped_)) return false;
  if (!chip_.on_start(address, read)) return false;
  return read || !happens(misbehaviour_.refuse_commands);
}

bool MisbehavingTarget::on_write(std::byte byte) {
  ++num_written_;
  return chip_.on_write(byte);
}

std::byte MisbehavingTarget::on_read() {
  const auto at = num_read_++;
  const auto byte = chip_.on_read();
  if (is_truncated_ && at >= kTruncatedSize) return kPastTheEnd;
  if (at == 1) length_ = std::to_integer<std::size_t>(byte) << 8;
  if (at == 2) length_ |= std::to_integer<std::size_t>(byte);
  const bool is_last = at > 2 && at == 2 + length_;
  return is_corrupt_ && is_last ? byte ^ std::byte{1} : byte;
}

void MisbehavingTarget::on_stop() {
  chip_.on_stop();
  if (num_written_ > 0) end_command();
}

void MisbehavingTarget::end_command() {
  pass_by(link::Microseconds::zero());
  is_dropped_ = happens(misbehaviour_.drop_answers);
  if (is_dropped_) return;
  is_corrupt_ = happens(misbehaviour_.corrupt_checksums);
  is_truncated_ = happens(misbehaviour_.truncate_answers);
  if (happens(misbehaviour_.delay_answers)) late_until_ = time_.real_now() + misbehaviour_.lateness;
}

void MisbehavingTarget::pass_by(link::Microseconds lateness) {
  is_dropped_ = false;
  is_corrupt_ = false;
  is_truncated_ = false;
  late_until_ = time_.real_now() + lateness;
}

}  // namespace stsafe::simulator
