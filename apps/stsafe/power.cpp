#include <fmt/format.h>

#include "apps/stsafe/verbs.h"
#include "stsafe/host/low_power.h"
#include "stsafe/host/reset.h"

namespace stsafe::tool {
namespace {

/// Nothing else is asked, unless it must be: these are for a device in any state.
host::Device& bare_device(Session& session) {
  return session.has_host_keys() ? session.device() : session.connection().device();
}

void say_done(const Session& session, std::string_view what, std::string_view text) {
  if (session.options.json) {
    print_json({{"done", what}});
  } else {
    fmt::print("{}\n", text);
  }
}

void reset(Session& session) {
  auto& device = bare_device(session);
  if (!session.may_proceed({})) return;
  require("Reset", host::reset_device(device));
  say_done(session, "reset", "The device starts anew.");
}

void stand_by(Session& session) {
  auto& device = bare_device(session);
  if (!session.may_proceed({})) return;
  require("Standby", host::standby(device));
  say_done(session, "standby", "The device is in standby; the next command wakes it.");
}

void hibernate_device(Session& session, const std::string& wake_up) {
  if (wake_up != "start" && wake_up != "reset") {
    throw devices::usage_failure(
        fmt::format("--wake-up: '{}' is neither start nor reset", wake_up));
  }
  const bool by_reset = wake_up == "reset";
  const auto by = by_reset ? wire::WakeUp::kReset : wire::WakeUp::kStartOrReset;
  auto& device = bare_device(session);
  Plan plan;
  plan.add(by_reset ? "hibernate: it answers nothing before its reset pin or its power is switched"
                    : "hibernate until the next command",
           wire::Hibernate{by});
  if (!session.may_proceed(plan)) return;
  require("Hibernate", host::hibernate(device, by));
  say_done(session, "hibernate",
           by_reset ? "The device hibernates until it is reset by its pin or loses its power."
                    : "The device hibernates; the next command wakes it.");
}

}  // namespace

void add_reset(CLI::App& app, Session& session) {
  app.add_subcommand("reset", "Start the device anew: it forgets all that is not stored")
      ->group("Device")
      ->callback([&session] { reset(session); });
}

void add_standby(CLI::App& app, Session& session) {
  app.add_subcommand("standby", "Put the device into standby until the next command")
      ->group("Device")
      ->callback([&session] { stand_by(session); });
}

void add_hibernate(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand(
      "hibernate", "Put the device into its deepest sleep: it forgets all that is not stored");
  verb->group("Device");
  const auto wake_up = std::make_shared<std::string>("start");
  verb->add_option("--wake-up", *wake_up,
                   "What ends it: start (the next command, or a reset) or reset (nothing else)")
      ->type_name("WHAT")
      ->capture_default_str();
  verb->callback([&session, wake_up] { hibernate_device(session, *wake_up); });
}

}  // namespace stsafe::tool
