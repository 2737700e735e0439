#include "apps/stsafe-sim/simulated_device.h"

#include <fmt/format.h>

namespace stsafe::simulator {
namespace {

std::string random_label(std::size_t number) {
  return number == 0 ? "chip" : fmt::format("chip {}", number);
}

}  // namespace

SimulatedDevice::SimulatedDevice(std::size_t number, std::optional<std::uint64_t> seed,
                                 const sim::Profile& profile)
    : random_(seed, random_label(number)),
      crypto_(random_.rng()),
      store_(memory_, misbehaviour_),
      chip_(profile, store_, crypto_.provider()),
      target_(chip_, clock_),
      port_(chip_, target_, clock_) {
  // A chip that did not start is off; that is how a failure shows.
  static_cast<void>(power_on());
}

bool SimulatedDevice::take_snapshot(const std::string& name) {
  if (!snapshots_.contains(name) && snapshots_.size() >= kMaxSnapshots) return false;
  auto copy = std::make_unique<sim::Nvm>();
  if (!sim::copy_all(stored(), *copy)) return false;
  snapshots_[name] = std::move(copy);
  return true;
}

Result<bool, sim::StoreError> SimulatedDevice::restore(const std::string& name) {
  const auto found = snapshots_.find(name);
  if (found == snapshots_.end()) return false;
  const bool was_on = is_on();
  power_off();
  if (const auto stored = memory_.create(*found->second); !stored) return stored.error();
  if (!was_on) return true;
  if (const auto started = power_on(); !started) return started.error();
  return true;
}

}  // namespace stsafe::simulator
