#include "tests/hostile_bus/hostile_bus.h"

#include "tests/hostile_bus/changes.h"

namespace stsafe::hostile_bus {
namespace {

constexpr std::byte kIdleBus{0xFF};

}  // namespace

bool HostileBus::is_for_good() const {
  return attack_->deed == BusDeed::kFlipBitForGood || attack_->deed == BusDeed::kTruncateForGood ||
         attack_->deed == BusDeed::kNackForGood;
}

Result<void> HostileBus::write(std::uint8_t address, ByteView data) {
  if (ran_away()) return BusError::kIo;
  bool attacked = is_attacked();
  if (attacked && is_for_good()) attacked_write_ = copy_of(data);
  is_persisting_ = false;  // another response follows
  if (!attacked_write_.empty() && std::ranges::equal(attacked_write_, data)) attacked = true;
  const auto sent = attacked ? attack_write(address, data) : inner_.write(address, data);
  log_.push_back({true, static_cast<bool>(sent), copy_of(data)});
  return sent;
}

Result<void> HostileBus::attack_write(std::uint8_t address, ByteView data) {
  auto changed = copy_of(data);
  switch (attack_->deed) {
    case BusDeed::kNack:
    case BusDeed::kNackForGood: return BusError::kNack;
    case BusDeed::kFailBefore: return BusError::kIo;
    case BusDeed::kFailAfter: static_cast<void>(inner_.write(address, data)); return BusError::kIo;
    case BusDeed::kSwallow: return {};
    case BusDeed::kWriteTwice:
      if (auto first = inner_.write(address, data); !first) return first;
      return inner_.write(address, data);
    case BusDeed::kTruncate:
    case BusDeed::kTruncateForGood: changed.resize(attack_->at); break;
    case BusDeed::kFlipBit:
    case BusDeed::kFlipBitForGood: flip(changed, attack_->at); break;
  }
  return inner_.write(address, changed);
}

Result<void> HostileBus::read(std::uint8_t address, ByteSpan data) {
  if (ran_away()) return BusError::kIo;
  const bool attacked = is_attacked();
  if (attacked && is_for_good()) is_persisting_ = true;
  const auto done =
      attacked || is_persisting_ ? attack_read(address, data) : inner_.read(address, data);
  log_.push_back({false, static_cast<bool>(done), copy_of(data)});
  return done;
}

Result<void> HostileBus::attack_read(std::uint8_t address, ByteSpan data) {
  switch (attack_->deed) {
    case BusDeed::kNack:
    case BusDeed::kNackForGood: return BusError::kNack;
    case BusDeed::kFailBefore: return BusError::kIo;
    default: break;
  }
  const auto done = inner_.read(address, data);
  if (!done) return done;
  switch (attack_->deed) {
    case BusDeed::kFailAfter: return BusError::kIo;
    case BusDeed::kTruncate:
    case BusDeed::kTruncateForGood:
      std::ranges::fill(data.subspan(std::min(attack_->at, data.size())), kIdleBus);
      break;
    case BusDeed::kFlipBit:
    case BusDeed::kFlipBitForGood: flip(data, attack_->at); break;
    default: break;
  }
  return done;
}

}  // namespace stsafe::hostile_bus
