#include "apps/stsafe/zone_access.h"

#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/zone_choice.h"
#include "stsafe/host/counter.h"
#include "stsafe/host/zone.h"
#include "stsafe/wire/commands/data_zone.h"
#include "stsafe/wire/commands/host_key.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

struct ZoneAccessOptions {
  std::string zone;
  std::optional<std::string> read;
  std::optional<std::string> update;
  bool final = false;
  std::optional<std::string> amount;
};

/// The change as it will be sent.
struct AccessChange {
  wire::ZoneRecord zone{};
  std::optional<wire::ZoneRight> read{};
  std::optional<wire::ZoneRight> update{};
  wire::Count amount{};    ///< of a counter zone, with `update`
  std::byte first_byte{};  ///< of a data zone, with `update`: it is written again

  bool is_counter() const { return zone.type == wire::ZoneType::kCounter; }
};

std::optional<wire::ZoneRight> parse_right(std::string_view option,
                                           const std::optional<std::string>& text,
                                           wire::ZoneRight now, bool final) {
  if (!text) return std::nullopt;
  const auto access = parse_zone_access(option, *text);
  if (!now.may_change) {
    throw Failure{Failure::Kind::kRefused,
                  fmt::format("{}: the right to change this condition was given up; it stays '{}'",
                              option, access_name(now.access))};
  }
  if (access < now.access) {
    throw usage_failure(fmt::format("{}: '{}' is laxer than '{}'; a condition only gets stricter",
                                    option, access_name(access), access_name(now.access)));
  }
  return wire::ZoneRight{access, !final};
}

AccessChange parse_change(Session& session, const ZoneAccessOptions& options) {
  if (!options.read && !options.update) throw usage_failure("zone access: give --read or --update");
  AccessChange change{.zone = find_zone(session, options.zone)};
  change.read = parse_right("--read", options.read, change.zone.rights.read, options.final);
  change.update = parse_right("--update", options.update, change.zone.rights.update, options.final);
  const bool counts_down = change.is_counter() && change.update;
  if (options.amount.has_value() != counts_down) {
    throw usage_failure(counts_down ? "--amount is required: the condition of a counter changes "
                                      "with a decrement only"
                                    : "--amount is for --update of a counter zone");
  }
  if (counts_down) {
    change.amount = wire::Count{
        static_cast<std::uint32_t>(parse_number_in("--amount", *options.amount, 1, UINT32_MAX))};
  } else if (change.update) {
    // The device takes the new condition with a write only; what is there is written again.
    host::Zone zone{session.device(), change.zone.zone};
    require("Read", zone.read(0, ByteSpan{&change.first_byte, 1}));
  }
  return change;
}

void warn_of_missing_host_keys(Session& session, const AccessChange& change) {
  const auto wants_host = [](const std::optional<wire::ZoneRight>& right) {
    return right && (right->access == wire::ZoneAccess::kHost ||
                     right->access == wire::ZoneAccess::kAuthAndHost);
  };
  if (!wants_host(change.read) && !wants_host(change.update)) return;
  if (device_has_host_keys(session)) return;
  session.remark("warning: the device has no host keys: until it gets some, nobody has access");
}

std::string right_text(wire::ZoneRight right) {
  return fmt::format("'{}'{}", access_name(right.access),
                     right.may_change ? "" : ", for the last time");
}

Plan plan_change(const AccessChange& change) {
  const auto number = change.zone.zone;
  Plan plan;
  if (change.update && change.is_counter()) {
    plan.add(fmt::format("take {} off counter {} and set its decrement condition to {}",
                         change.amount.raw(), number.raw(), right_text(*change.update)),
             wire::Decrement{.option = wire::ZoneOption::change_to(*change.update),
                             .zone = number,
                             .amount = change.amount});
  } else if (change.update) {
    plan.add(
        fmt::format("set the update condition of zone {} to {}", number.raw(),
                    right_text(*change.update)),
        wire::Update{.option = wire::ZoneOption::change_to(*change.update).with_atomicity(true),
                     .zone = number,
                     .data = wire::Tail{ByteView{&change.first_byte, 1}}},
        Undo::kImpossible);
  }
  if (change.read) {
    plan.add(fmt::format("set the read condition of zone {} to {}", number.raw(),
                         right_text(*change.read)),
             wire::ChangeReadAccess{.option = wire::ZoneOption::change_to(*change.read),
                                    .zone = number});
  }
  return plan;
}

void apply_change(Session& session, const AccessChange& change) {
  host::Zone zone{session.device(), change.zone.zone};
  if (change.update && change.is_counter()) {
    host::Counter counter{session.device(), change.zone.zone};
    require("Decrement", counter.change_decrement_access(*change.update, change.amount));
  } else if (change.update) {
    require("Update",
            zone.change_update_access(*change.update, 0, ByteView{&change.first_byte, 1}));
  }
  if (change.read) require("Read", zone.change_read_access(*change.read));
}

void change_zone_access(Session& session, const ZoneAccessOptions& options) {
  const auto change = parse_change(session, options);
  warn_of_missing_host_keys(session, change);
  if (!session.may_proceed(plan_change(change))) return;
  apply_change(session, change);
  const auto read = change.read.value_or(change.zone.rights.read);
  const auto update = change.update.value_or(change.zone.rights.update);
  if (session.options.json) {
    print_json({{"zone", change.zone.zone.raw()},
                {"read", right_as_json(read)},
                {"update", right_as_json(update)}});
  } else {
    fmt::print("Zone {}: read {}; update {}.\n", change.zone.zone.raw(), right_name(read),
               right_name(update));
  }
}

}  // namespace

bool device_has_host_keys(Session& session) {
  return require("Query host key slot", session.device().call(wire::QueryHostKeySlotV2{}))
      .slot.keys.has_value();
}

void add_zone_access(CLI::App& zone, Session& session) {
  auto* verb = zone.add_subcommand("access", "Make access conditions of a zone stricter, for good");
  const auto options = std::make_shared<ZoneAccessOptions>();
  verb->add_option("zone", options->zone, "Number of the zone")->type_name("N")->required();
  verb->add_option("--read", options->read, "always, host, auth-and-host or never [as it is]")
      ->type_name("CONDITION");
  verb->add_option("--update", options->update,
                   "The same for writing, or for a counter's decrement [as it is]")
      ->type_name("CONDITION");
  verb->add_flag("--final", options->final, "Give up the right to make them stricter later");
  verb->add_option("--amount", options->amount,
                   "With --update of a counter: what the decrement takes off, 1 or more")
      ->type_name("N");
  verb->callback([&session, options] { change_zone_access(session, *options); });
}

}  // namespace stsafe::tool
