#include "apps/stsafe-sim/simulated_device.h"

#include <fmt/format.h>

#include "apps/devices/state_file.h"

namespace stsafe::simulator {
namespace {

std::string random_label(std::size_t number) {
  return number == 0 ? "chip" : fmt::format("chip {}", number);
}

sim::Store& choose_store(const std::string& file, sim::MemoryStore& memory,
                         std::optional<store_sqlite::SqliteStore>& opened) {
  if (file.empty()) return memory;
  return opened.emplace(file);
}

}  // namespace

SimulatedDevice::SimulatedDevice(const DeviceSettings& settings, crypto::CertificateIssuer& issuer)
    : random_(settings.seed, random_label(settings.number)),
      crypto_(random_.rng()),
      store_(choose_store(settings.state_file, memory_, file_), misbehaviour_),
      time_(settings.is_real_time, settings.real_clock),
      chip_(settings.profile, store_, crypto_.provider(), settings.choices, &issuer),
      target_(chip_, time_.clock(), settings.timing),
      misbehaving_target_(target_, misbehaviour_, time_),
      frame_port_(chip_, target_, time_.clock()),
      bus_port_(misbehaving_target_, target_, time_.clock(),
                settings.is_real_time ? sim::BusPort::Busy::kNotAcknowledged
                                      : sim::BusPort::Busy::kSkipped) {
  // A chip that did not start is off; that is how a failure shows.
  static_cast<void>(power_on());
}

sim::FramePort::Outcome SimulatedDevice::exchange(ByteView frame) {
  time_.catch_up();
  auto outcome = frame_port_.exchange(frame, misbehaviour_);
  // With a real clock, what it executed takes its time, which lateness is a part of.
  outcome.lateness = std::max(outcome.lateness, time_.ahead());
  if (outcome.acknowledged) misbehaving_target_.pass_by(outcome.lateness);
  return outcome;
}

link::I2cOutcome SimulatedDevice::transfer(link::I2cTransaction transaction) {
  time_.catch_up();
  return bus_port_.transfer(transaction);
}

Result<void, sim::StoreError> SimulatedDevice::power_on() {
  time_.catch_up();
  return noted(target_.power_on());
}

void SimulatedDevice::power_off() {
  time_.catch_up();
  target_.power_off();
}

sim::Store& SimulatedDevice::store() {
  if (file_) return *file_;
  return memory_;
}

Result<void, sim::StoreError> SimulatedDevice::noted(Result<void, sim::StoreError> outcome) {
  failure_.clear();
  if (outcome) return outcome;
  failure_ =
      file_ ? devices::state_file_failure(file_->file(), outcome.error(), file_->detail()).what()
            : "its store failed";
  return outcome;
}

Result<bool, sim::StoreError> SimulatedDevice::take_snapshot(const std::string& name) {
  if (!snapshots_.contains(name) && snapshots_.size() >= kMaxSnapshots) return false;
  auto copy = std::make_unique<sim::Nvm>();
  if (const auto read = read_state(*copy); !read) return read.error();
  snapshots_[name] = std::move(copy);
  return true;
}

Result<bool, sim::StoreError> SimulatedDevice::restore(const std::string& name) {
  const auto found = snapshots_.find(name);
  if (found == snapshots_.end()) return false;
  const bool was_on = is_on();
  power_off();
  if (const auto stored = noted(store().create(*found->second)); !stored) return stored.error();
  if (!was_on) return true;
  if (const auto started = power_on(); !started) return started.error();
  return true;
}

}  // namespace stsafe::simulator
