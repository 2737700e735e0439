#include "apps/libstsafe-sim/chip.h"

#include "apps/devices/choices.h"
#include "apps/devices/state_file.h"

namespace stsafe::c_simulator {

Chip::Chip(const Settings& settings, link::Clock& clock, sim::Misbehaviour& misbehaviour)
    : random_(settings.seed, "chip"),  // the chip of `sim:seed=N`
      crypto_(random_.rng()),
      file_(settings.state_file),
      store_(choose_store(), misbehaviour),
      chip_(settings.profile, store_, crypto_.provider(), devices::parse_choices(settings.choices),
            &authority_.issuer()),
      target_(chip_, clock, devices::draw_timing(settings.timing, settings.seed, 0)) {}

sim::Store& Chip::choose_store() {
  if (file_) return *file_;
  return memory_;
}

void Chip::power_on() { check(target_.power_on()); }

void Chip::replace_state(const sim::Nvm& state) {
  const bool was_on = is_on();
  power_off();
  check(store_.create(state));
  if (was_on) power_on();
}

void Chip::check(Result<void, sim::StoreError> outcome) const {
  if (outcome) return;
  if (!file_) throw devices::Failure{devices::Failure::Kind::kFailed, "a new chip cannot be made"};
  throw StoreFailure{outcome.error(),
                     devices::state_file_failure(file_->file(), outcome.error(), file_->detail())};
}

/// A store that fails as it is ordered to does not have a detail.
void Chip::check_file() const {
  if (is_on() || !file_ || file_->detail().empty()) return;
  check(sim::StoreError::kUnavailable);
}

}  // namespace stsafe::c_simulator
