#include "stsafe/host/counter.h"

#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/verbs.h"
#include "apps/stsafe/zone_choice.h"
#include "apps/text/table.h"
#include "stsafe/host/zone_range.h"
#include "stsafe/wire/commands/data_zone.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

struct DecrementOptions {
  std::string zone;
  std::string amount = "1";
  std::optional<std::string> data;
  std::optional<std::string> offset;
};

void list_counters(Session& session) {
  const auto partition =
      require("Query data partition", host::DataPartition::read(session.device()));
  Json counters = Json::array();
  text::Table table{{"zone", "counter", "read", "decrement", "bytes"}};
  for (const auto& zone : partition.zones()) {
    if (zone.type != wire::ZoneType::kCounter) continue;
    table.add({fmt::to_string(zone.zone.raw()), fmt::to_string(zone.counter.raw()),
               right_name(zone.rights.read), right_name(zone.rights.update),
               fmt::to_string(zone.size.raw())});
    counters.push_back({{"zone", zone.zone.raw()},
                        {"counter", zone.counter.raw()},
                        {"read", right_as_json(zone.rights.read)},
                        {"decrement", right_as_json(zone.rights.update)},
                        {"size", zone.size.raw()}});
  }
  if (session.options.json) return print_json({{"counters", std::move(counters)}});
  fmt::print("{}", table.render());
}

void show_counter(const Session& session, wire::ZoneNumber zone, wire::Count value) {
  if (session.options.json) {
    print_json({{"zone", zone.raw()}, {"counter", value.raw()}});
  } else {
    fmt::print("{}\n", value.raw());
  }
}

void read_counter(Session& session, const std::string& text) {
  const auto zone = find_counter(session, text).zone;
  show_counter(session, zone, require("Read", host::Counter{session.device(), zone}.value()));
}

void decrement_counter(Session& session, const DecrementOptions& options) {
  const wire::Count amount{
      static_cast<std::uint32_t>(parse_number_in("--amount", options.amount, 1, UINT32_MAX))};
  std::vector<std::byte> data;
  if (options.data) data = parse_bytes("--data", *options.data);
  const std::size_t offset = parse_number_in("--offset", options.offset.value_or("0"), 0, 65535);
  const auto zone = find_counter(session, options.zone);
  if (options.data) check_zone_range(zone, offset, data.size());
  if (data.size() > host::kMaxZonePiece) {
    throw usage_failure(fmt::format("--data: {} bytes, but a decrement carries {}", data.size(),
                                    host::kMaxZonePiece));
  }
  Plan plan;
  plan.add(fmt::format("take {} off counter {}{}", amount.raw(), zone.zone.raw(),
                       data.empty() ? "" : fmt::format(", and write {} bytes", data.size())),
           wire::Decrement{.zone = zone.zone,
                           .offset = host::zone_offset(offset),
                           .amount = amount,
                           .data = wire::Tail{data}});
  if (!session.may_proceed(plan)) return;
  host::Counter counter{session.device(), zone.zone};
  show_counter(session, zone.zone, require("Decrement", counter.decrement(amount, offset, data)));
}

}  // namespace

void add_counter(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("counter", "The counters of the device, which only count down");
  verb->group("Data")->require_subcommand(1);
  verb->add_subcommand("list", "List all counters")->callback([&session] {
    list_counters(session);
  });
  auto* read = verb->add_subcommand("read", "Read what is left");
  const auto zone = std::make_shared<std::string>();
  read->add_option("zone", *zone, "Number of the zone")->type_name("N")->required();
  read->callback([&session, zone] { read_counter(session, *zone); });

  auto* decrement = verb->add_subcommand("decrement", "Count down, for good; say what is left");
  const auto options = std::make_shared<DecrementOptions>();
  decrement->add_option("zone", options->zone, "Number of the zone")->type_name("N")->required();
  decrement->add_option("--amount", options->amount, "How much, 1 or more")
      ->type_name("N")
      ->capture_default_str();
  auto* data = decrement
                   ->add_option("--data", options->data,
                                "Written into the zone with it: both happen, or neither [nothing]")
                   ->type_name("HEX");
  decrement->add_option("--offset", options->offset, "First byte of --data [0]")
      ->type_name("N")
      ->needs(data);
  decrement->callback([&session, options] { decrement_counter(session, *options); });
}

}  // namespace stsafe::tool
