#include <fmt/format.h>

#include "apps/devices/i2c_address.h"
#include "apps/stsafe/arguments.h"
#include "apps/stsafe/verbs.h"
#include "stsafe/host/i2c_parameters.h"
#include "stsafe/wire/commands/device_settings.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::uint64_t kIdleStep = 50;

struct I2cOptions {
  std::optional<std::string> address;
  std::optional<std::string> low_power;
  std::optional<std::string> idle_time;
  bool lock = false;
};

std::string_view low_power_name(wire::LowPowerMode mode) {
  switch (mode) {
    case wire::LowPowerMode::kNone: return "none";
    case wire::LowPowerMode::kStandby: return "standby";
  }
  return "unknown";
}

wire::I2cParameters read_parameters(Session& session) {
  return require("Query I2C parameters", host::read_i2c_parameters(session.device()));
}

void show_parameters(const Session& session, const wire::I2cParameters& parameters) {
  const auto idle = std::chrono::milliseconds{parameters.idle_time()}.count();
  if (session.options.json) {
    print_json({{"address", fmt::format("0x{:02X}", parameters.address)},
                {"low_power", low_power_name(parameters.low_power_mode)},
                {"idle_ms", idle},
                {"locked", parameters.locked}});
    return;
  }
  fmt::print("address    0x{:02X}\nlow power  {}\nidle time  {} ms\nlocked     {}\n",
             parameters.address, low_power_name(parameters.low_power_mode), idle,
             parameters.locked ? "yes" : "no");
}

std::uint8_t parse_address(const std::string& text) {
  const auto place = devices::parse_i2c_address("bus@" + text);
  if (place) return place->address;
  throw usage_failure(fmt::format("--address: '{}' is not an address from 0x08 to 0x77", text));
}

std::uint8_t parse_idle_code(const std::string& text) {
  const auto time = parse_number_in("--idle-time", text, kIdleStep, kIdleStep * 32);
  if (time % kIdleStep != 0) {
    throw usage_failure(fmt::format("--idle-time: {} ms is not a multiple of 50", time));
  }
  return static_cast<std::uint8_t>(time / kIdleStep - 1);
}

wire::LowPowerMode parse_low_power(const std::string& text) {
  if (text == "none") return wire::LowPowerMode::kNone;
  if (text == "standby") return wire::LowPowerMode::kStandby;
  throw usage_failure(fmt::format("--low-power: '{}' is neither none nor standby", text));
}

/// What they are, with what was asked for.
wire::I2cParameters changed_parameters(wire::I2cParameters parameters, const I2cOptions& options) {
  if (options.address) parameters.address = parse_address(*options.address);
  if (options.low_power) parameters.low_power_mode = parse_low_power(*options.low_power);
  if (options.idle_time) parameters.idle_code = parse_idle_code(*options.idle_time);
  parameters.locked = options.lock;
  parameters.has_stray_bit = false;
  return parameters;
}

void set_parameters(Session& session, const I2cOptions& options) {
  if (!options.address && !options.low_power && !options.idle_time && !options.lock) {
    throw usage_failure("i2c set: give --address, --low-power, --idle-time or --lock");
  }
  static_cast<void>(changed_parameters({}, options));  // what is wrong is said before all else
  const auto now = read_parameters(session);
  if (now.locked) {
    throw Failure{Failure::Kind::kRefused, "Put I2C parameters: they are locked for good"};
  }
  const auto wanted = changed_parameters(now, options);
  if (wanted.address != now.address) {
    session.remark(fmt::format(
        "warning: from its next start on the device answers at address 0x{0:02X} only: reach it by "
        "i2c:PATH@0x{0:02X}",
        wanted.address));
  }
  Plan plan;
  plan.add(
      options.lock ? "set the I2C parameters and lock them for good" : "set the I2C parameters",
      wire::PutI2cParameters{wanted}, options.lock ? Undo::kImpossible : Undo::kPossible);
  if (!session.may_proceed(plan)) return;
  require("Put I2C parameters", host::put_i2c_parameters(session.device(), wanted));
  session.remark("the parameters hold from the device's next start on");
  show_parameters(session, wanted);
}

}  // namespace

void add_i2c(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("i2c", "Address and low power of the device on its bus");
  verb->group("Device")->require_subcommand(1);
  verb->add_subcommand("show", "Show the parameters")->callback([&session] {
    show_parameters(session, read_parameters(session));
  });
  auto* set = verb->add_subcommand("set", "Set parameters, from the device's next start on");
  const auto options = std::make_shared<I2cOptions>();
  set->add_option("--address", options->address, "From 0x08 to 0x77 [as it is]")
      ->type_name("ADDRESS");
  set->add_option("--low-power", options->low_power, "none or standby [as it is]")
      ->type_name("MODE");
  set->add_option("--idle-time", options->idle_time,
                  "How long the bus is idle before standby: 50 to 1600 ms in steps of 50 [as it "
                  "is]")
      ->type_name("MS");
  set->add_flag("--lock", options->lock, "For the last time: they can never be set again");
  set->callback([&session, options] { set_parameters(session, *options); });
}

}  // namespace stsafe::tool
