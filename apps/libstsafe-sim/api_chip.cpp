// Versions, settings, power and time of stsafe/sim.h.
#include <algorithm>
#include <new>

#include "apps/devices/choices.h"
#include "apps/devices/profiles.h"
#include "apps/libstsafe-sim/handle.h"
#include "ports/profile_json/profile_reader.h"

namespace stsafe::c_simulator {
namespace {

/// Far below what a clock of microseconds can count to.
constexpr link::Microseconds kMaxTime = std::chrono::hours{24 * 365 * 1000};

/// Changes the settings of a chip that is not made yet.
template <class Change>
stsafe_sim_result change_settings(stsafe_sim* handle, Change change) noexcept {
  return attempt(handle, [&](stsafe_sim& h) {
    if (h.chip) {
      throw Refusal{STSAFE_SIM_WRONG_STATE,
                    "the chip is made: settings come before its first power-on or restore"};
    }
    change(h.settings);
    return STSAFE_SIM_OK;
  });
}

sim::Profile parse_profile(std::string_view json) {
  const auto read = profile_json::read_profile(json);
  if (!read) throw devices::usage_failure("profile: " + read.error().text());
  return read->profile;
}

}  // namespace

extern "C" {

const char* stsafe_sim_version(void) { return STSAFE_VERSION; }

int stsafe_sim_abi_version(void) { return STSAFE_SIM_ABI_VERSION; }

const char* stsafe_sim_result_name(stsafe_sim_result result) {
  switch (result) {
    case STSAFE_SIM_OK: return "STSAFE_SIM_OK";
    case STSAFE_SIM_NACK: return "STSAFE_SIM_NACK";
    case STSAFE_SIM_INVALID_ARGUMENT: return "STSAFE_SIM_INVALID_ARGUMENT";
    case STSAFE_SIM_WRONG_STATE: return "STSAFE_SIM_WRONG_STATE";
    case STSAFE_SIM_UNAVAILABLE: return "STSAFE_SIM_UNAVAILABLE";
    case STSAFE_SIM_IN_USE: return "STSAFE_SIM_IN_USE";
    case STSAFE_SIM_DAMAGED: return "STSAFE_SIM_DAMAGED";
    case STSAFE_SIM_TOO_NEW: return "STSAFE_SIM_TOO_NEW";
    case STSAFE_SIM_OUT_OF_MEMORY: return "STSAFE_SIM_OUT_OF_MEMORY";
    case STSAFE_SIM_INTERNAL_ERROR: return "STSAFE_SIM_INTERNAL_ERROR";
    default: return "unknown result";
  }
}

const char* stsafe_sim_error(const stsafe_sim* chip) {
  return chip != nullptr ? chip->error.c_str() : "chip: NULL";
}

stsafe_sim* stsafe_sim_new(void) {
  try {
    return new stsafe_sim{};
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void stsafe_sim_free(stsafe_sim* chip) { delete chip; }

stsafe_sim_result stsafe_sim_set_seed(stsafe_sim* chip, uint64_t seed) {
  return change_settings(chip, [&](Settings& settings) { settings.seed = seed; });
}

stsafe_sim_result stsafe_sim_set_profile(stsafe_sim* chip, const char* name_or_path) {
  return change_settings(chip, [&](Settings& settings) {
    expect(name_or_path != nullptr, "name_or_path: NULL");
    settings.profile = devices::find_profile(name_or_path).profile;
  });
}

stsafe_sim_result stsafe_sim_set_profile_json(stsafe_sim* chip, const char* json, size_t size) {
  return change_settings(chip, [&](Settings& settings) {
    expect(json != nullptr, "json: NULL");
    settings.profile = parse_profile({json, size});
  });
}

stsafe_sim_result stsafe_sim_set_choice(stsafe_sim* chip, const char* name_and_value) {
  return change_settings(chip, [&](Settings& settings) {
    expect(name_and_value != nullptr, "name_and_value: NULL");
    auto choices = settings.choices;
    choices.emplace_back(name_and_value);
    static_cast<void>(devices::parse_choices(choices));  // throws if there is no such choice
    settings.choices = std::move(choices);
  });
}

stsafe_sim_result stsafe_sim_set_timing(stsafe_sim* chip, const char* name_or_path) {
  return change_settings(chip, [&](Settings& settings) {
    expect(name_or_path != nullptr, "name_or_path: NULL");
    settings.timing = devices::find_timing(name_or_path);
  });
}

stsafe_sim_result stsafe_sim_set_state_file(stsafe_sim* chip, const char* path) {
  return change_settings(chip, [&](Settings& settings) {
    expect(path != nullptr && *path != '\0', "path: NULL or empty");
    settings.state_file = path;
  });
}

stsafe_sim_result stsafe_sim_power_on(stsafe_sim* chip) {
  return attempt(chip, [](stsafe_sim& handle) {
    // A chip that has power keeps its session if it is given power again.
    if (!made(handle).is_on()) handle.chip->power_on();
    return STSAFE_SIM_OK;
  });
}

stsafe_sim_result stsafe_sim_power_off(stsafe_sim* chip) {
  return attempt(chip, [](stsafe_sim& handle) {
    if (handle.chip) handle.chip->power_off();
    return STSAFE_SIM_OK;
  });
}

stsafe_sim_result stsafe_sim_reset(stsafe_sim* chip) {
  return attempt(chip, [](stsafe_sim& handle) {
    if (!handle.chip || !handle.chip->is_on()) {
      throw Refusal{STSAFE_SIM_WRONG_STATE, "the chip has no power: switch it on"};
    }
    handle.chip->power_on();
    return STSAFE_SIM_OK;
  });
}

int stsafe_sim_is_on(const stsafe_sim* chip) {
  return chip != nullptr && chip->chip && chip->chip->is_on() ? 1 : 0;
}

stsafe_sim_result stsafe_sim_cut_power(stsafe_sim* chip, int when) {
  return attempt(chip, [&](stsafe_sim& handle) {
    expect(when >= STSAFE_SIM_CUT_NEVER && when <= STSAFE_SIM_CUT_AFTER_STORING,
           "when: none of STSAFE_SIM_CUT_…");
    handle.misbehaviour.fail_commits = when == STSAFE_SIM_CUT_BEFORE_STORING ? 1 : 0;
    handle.misbehaviour.cut_after_commits = when == STSAFE_SIM_CUT_AFTER_STORING ? 1 : 0;
    return STSAFE_SIM_OK;
  });
}

uint64_t stsafe_sim_now(const stsafe_sim* chip) {
  return chip != nullptr ? static_cast<uint64_t>(chip->clock.now().count()) : 0;
}

stsafe_sim_result stsafe_sim_advance(stsafe_sim* chip, uint64_t microseconds) {
  return attempt(chip, [&](stsafe_sim& handle) {
    const auto left = std::max(kMaxTime - handle.clock.now(), link::Microseconds::zero());
    expect(microseconds <= static_cast<uint64_t>(left.count()),
           "microseconds: the clock ends after 1,000 years");
    handle.clock.sleep(link::Microseconds{static_cast<std::int64_t>(microseconds)});
    return STSAFE_SIM_OK;
  });
}

}  // extern "C"
}  // namespace stsafe::c_simulator
