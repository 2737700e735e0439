#include "stsafe/sim/frame_port.h"

#include <cassert>

namespace stsafe::sim {
namespace {

/// For a chip that is not busy and still does not acknowledge.
constexpr link::Microseconds kPollInterval = std::chrono::milliseconds{1};
/// Longer than a chip is busy at a time: a Reset executes, then boots, and either may stray.
constexpr link::Microseconds kPatience = 4 * Timing::kLongest;

}  // namespace

FramePort::Outcome FramePort::exchange(ByteView frame, Misbehaviour& misbehaviour) {
  Outcome outcome;
  const auto begin = clock_.now();
  if (happens(misbehaviour.refuse_commands) || !write(frame)) return outcome;
  outcome.acknowledged = true;
  if (frame.empty()) return outcome;

  outcome.answer = fetch();
  outcome.took = clock_.now() - begin;
  if (outcome.answer.empty()) return outcome;
  if (happens(misbehaviour.drop_answers)) {
    outcome.answer = {};
    return outcome;
  }
  if (happens(misbehaviour.corrupt_checksums)) {
    answer_[outcome.answer.size() - 1] ^= std::byte{1};
  }
  if (happens(misbehaviour.truncate_answers)) outcome.answer = outcome.answer.first(2);
  if (happens(misbehaviour.delay_answers)) outcome.lateness = misbehaviour.lateness;
  clock_.sleep(outcome.lateness);
  return outcome;
}

bool FramePort::write(ByteView frame) {
  const auto deadline = clock_.now() + kPatience;
  while (!bus_.write(device_.i2c_address(), frame)) {
    if (!wait_before(deadline)) return false;
  }
  return true;
}

bool FramePort::read(ByteSpan data) {
  const auto deadline = clock_.now() + kPatience;
  while (!bus_.read(device_.i2c_address(), data)) {
    if (!wait_before(deadline)) return false;
  }
  return true;
}

ByteView FramePort::fetch() {
  const auto prefix = ByteSpan{answer_}.first(wire::kResponsePrefixSize);
  if (!read(prefix)) return {};
  const auto size = wire::kResponsePrefixSize + wire::response_length(prefix);
  assert(size <= answer_.size());
  const auto whole = ByteSpan{answer_}.first(size);
  return read(whole) ? ByteView{whole} : ByteView{};
}

bool FramePort::wait_before(link::Microseconds deadline) {
  if (!device_.is_on() || clock_.now() >= deadline) return false;
  const auto left = target_.ready_at() - clock_.now();
  clock_.sleep(left > link::Microseconds::zero() ? left : kPollInterval);
  return true;
}

}  // namespace stsafe::sim
