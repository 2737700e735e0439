#include "stsafe/host/life_cycle.h"

#include <fmt/format.h>

#include "apps/stsafe/password_check.h"
#include "apps/stsafe/verbs.h"
#include "apps/text/names.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::string_view kLifeCycleStep = "Put life cycle";

struct LifeCycleOptions {
  std::string state;
  std::string password;
};

void show_life_cycle(const Session& session, wire::LifeCycle state) {
  if (session.options.json) {
    print_json({{"life_cycle", text::name(state)}});
  } else {
    fmt::print("{}\n", text::name(state));
  }
}

void set_life_cycle(Session& session, const LifeCycleOptions& options) {
  const bool lock = options.state == "locked";
  if (!lock && options.state != "unlocked") {
    throw usage_failure(
        fmt::format("lifecycle set: '{}' is neither locked nor unlocked; a device "
                    "changes nothing else",
                    options.state));
  }
  InputSecret password;
  read_password(options.password, password);
  const auto wanted = lock ? wire::LifeCycle::kOperationalLocked : wire::LifeCycle::kOperational;
  auto& device = session.device();
  const auto now = require("Query life cycle", host::read_life_cycle(device));
  if (now != wire::LifeCycle::kOperational && now != wire::LifeCycle::kOperationalLocked) {
    throw Failure{Failure::Kind::kRefused,
                  fmt::format("{}: the device is {}; only an operational one has a lock",
                              kLifeCycleStep, text::name(now))};
  }
  Plan plan;
  if (now != wanted) {
    plan_password_check(plan, password);
    plan.add(lock ? "lock the device: until it is unlocked it answers little more than queries"
                  : "unlock the device",
             wire::PutLifeCycle{wanted});
  }
  if (!session.may_proceed(plan)) return;
  if (now != wanted) {
    require_right_password(check_password(session, password));
    require(kLifeCycleStep, device.call(wire::PutLifeCycle{wanted}));
  }
  show_life_cycle(session, wanted);
}

}  // namespace

void add_life_cycle(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("lifecycle", "The life cycle of the device");
  verb->group("Device")->require_subcommand(1);
  verb->add_subcommand("show", "Show the state")->callback([&session] {
    show_life_cycle(session, require("Query life cycle", host::read_life_cycle(session.device())));
  });
  auto* set = verb->add_subcommand("set", "Lock or unlock an operational device");
  const auto options = std::make_shared<LifeCycleOptions>();
  set->add_option("state", options->state, "locked or unlocked")->type_name("STATE")->required();
  set->add_option("--password", options->password,
                  std::string{"The password, 16 bytes: "} + kSecretSourceHelp)
      ->type_name("SOURCE")
      ->required();
  set->callback([&session, options] { set_life_cycle(session, *options); });
}

}  // namespace stsafe::tool
