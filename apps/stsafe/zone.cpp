#include "stsafe/host/zone.h"

#include <fmt/format.h>

#include "apps/stsafe/arguments.h"
#include "apps/stsafe/data_argument.h"
#include "apps/stsafe/data_output.h"
#include "apps/stsafe/verbs.h"
#include "apps/stsafe/zone_access.h"
#include "apps/stsafe/zone_choice.h"
#include "apps/text/hex_text.h"
#include "apps/text/table.h"
#include "stsafe/host/counter.h"
#include "stsafe/host/product_data.h"
#include "stsafe/host/zone_range.h"
#include "stsafe/wire/commands/data_zone.h"

namespace stsafe::tool {
namespace {

using devices::usage_failure;

constexpr std::size_t kMaxZoneSize = 65535;

struct ZoneReadOptions {
  std::string zone;
  std::string offset = "0";
  std::optional<std::string> length;
  DataOutput output;
};

struct ZoneWriteOptions {
  std::string zone;
  std::string offset = "0";
  bool atomic = false;
  DataArgument data;
};

void list_zones(Session& session) {
  const auto partition =
      require("Query data partition", host::DataPartition::read(session.device()));
  Json zones = Json::array();
  text::Table table{{"zone", "type", "bytes", "read", "update", "counter"}};
  for (const auto& zone : partition.zones()) {
    const bool is_counter = zone.type == wire::ZoneType::kCounter;
    table.add({fmt::to_string(zone.zone.raw()), is_counter ? "counter" : "data",
               fmt::to_string(zone.size.raw()), right_name(zone.rights.read),
               right_name(zone.rights.update),
               is_counter ? fmt::to_string(zone.counter.raw()) : "-"});
    Json json{{"zone", zone.zone.raw()},
              {"type", is_counter ? "counter" : "data"},
              {"size", zone.size.raw()},
              {"read", right_as_json(zone.rights.read)},
              {"update", right_as_json(zone.rights.update)}};
    if (is_counter) json["counter"] = zone.counter.raw();
    zones.push_back(std::move(json));
  }
  if (session.options.json) return print_json({{"zones", std::move(zones)}});
  fmt::print("{}", table.render());
}

void read_zone(Session& session, const ZoneReadOptions& options) {
  if (options.output.raw && session.options.json) {
    throw usage_failure("zone read: --raw excludes --json");
  }
  const auto offset = parse_number_in("--offset", options.offset, 0, kMaxZoneSize);
  const auto zone = find_zone(session, options.zone);
  std::size_t size = zone.size.raw() > offset ? zone.size.raw() - offset : 1;
  if (options.length) size = parse_number_in("--length", *options.length, 1, kMaxZoneSize);
  check_zone_range(zone, offset, size);
  std::vector<std::byte> content(size);
  if (zone.type == wire::ZoneType::kCounter) {
    require("Read", host::Counter{session.device(), zone.zone}.read(offset, content));
  } else {
    require("Read", host::Zone{session.device(), zone.zone}.read(offset, content));
  }
  if (!options.output.file.empty() || !session.options.json) write_data(options.output, content);
  if (!session.options.json) return;
  Json json{{"zone", zone.zone.raw()}, {"offset", offset}, {"size", size}};
  if (options.output.file.empty()) json["content_hex"] = text::to_hex(content);
  print_json(std::move(json));
}

/// The most that the device writes as a whole.
std::size_t atomic_size(Session& session) {
  const auto buffer = require("Query product data", host::ProductData::read(session.device()))
                          .atomicity_buffer_size;
  return buffer == 0 ? host::kMaxZonePiece : std::min<std::size_t>(buffer, host::kMaxZonePiece);
}

/// The commands of Zone::update.
Plan plan_write(const wire::ZoneRecord& zone, std::size_t offset, ByteView data, bool atomic) {
  Plan plan;
  while (!data.empty()) {
    const auto piece = data.first(std::min(data.size(), host::kMaxZonePiece));
    plan.add(fmt::format("write {} bytes into zone {} from byte {} on{}", piece.size(),
                         zone.zone.raw(), offset, atomic ? ", as a whole" : ""),
             wire::Update{.option = wire::ZoneOption{}.with_atomicity(atomic),
                          .zone = zone.zone,
                          .offset = host::zone_offset(offset),
                          .data = wire::Tail{piece}});
    offset += piece.size();
    data = data.subspan(piece.size());
  }
  return plan;
}

void write_zone(Session& session, const ZoneWriteOptions& options) {
  const auto offset = parse_number_in("--offset", options.offset, 0, kMaxZoneSize);
  const auto data = read_data(options.data, "data", kMaxZoneSize);
  const auto zone = find_zone(session, options.zone);
  if (zone.type == wire::ZoneType::kCounter) {
    throw usage_failure(fmt::format(
        "zone {} is a counter: its bytes are written by 'stsafe counter decrement --data'",
        zone.zone.raw()));
  }
  check_zone_range(zone, offset, data.size());
  const auto most = atomic_size(session);
  const bool atomic = data.size() <= most;
  if (!atomic && options.atomic) {
    throw usage_failure(
        fmt::format("--atomic: {} bytes, but the device writes {} as a whole", data.size(), most));
  }
  if (!atomic) {
    session.remark(fmt::format(
        "warning: more than {} bytes are written in parts: a power cut may leave some of them",
        most));
  }
  if (!session.may_proceed(plan_write(zone, offset, data, atomic))) return;
  require("Update", host::Zone{session.device(), zone.zone}.update(
                        offset, data, atomic ? host::Atomicity::kAtomic : host::Atomicity::kNone));
  if (session.options.json) {
    print_json(
        {{"zone", zone.zone.raw()}, {"offset", offset}, {"size", data.size()}, {"atomic", atomic}});
  } else {
    fmt::print("Wrote {} bytes into zone {} from byte {} on{}.\n", data.size(), zone.zone.raw(),
               offset, atomic ? ", as a whole" : "");
  }
}

void add_zone_read(CLI::App& zone, Session& session) {
  auto* verb = zone.add_subcommand("read", "Read bytes of a zone");
  const auto options = std::make_shared<ZoneReadOptions>();
  verb->add_option("zone", options->zone, "Number of the zone")->type_name("N")->required();
  verb->add_option("--offset", options->offset, "First byte")
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--length", options->length, "How many bytes [to the end]")->type_name("N");
  add_data_output(*verb, options->output, "Content");
  verb->callback([&session, options] { read_zone(session, *options); });
}

void add_zone_write(CLI::App& zone, Session& session) {
  auto* verb = zone.add_subcommand("write",
                                   "Write bytes into a data zone: as a whole or not at all, up to "
                                   "what the device's buffer holds");
  const auto options = std::make_shared<ZoneWriteOptions>();
  verb->add_option("zone", options->zone, "Number of the zone")->type_name("N")->required();
  add_data_argument(*verb, options->data, "Data");
  verb->add_option("--offset", options->offset, "First byte")
      ->type_name("N")
      ->capture_default_str();
  verb->add_flag("--atomic", options->atomic,
                 "Refuse what cannot be written as a whole [write it in parts]");
  verb->callback([&session, options] { write_zone(session, *options); });
}

}  // namespace

void add_zone(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("zone", "The data zones of the device");
  verb->group("Data")->require_subcommand(1);
  verb->add_subcommand("list", "List all zones: size, access conditions, counters")
      ->callback([&session] { list_zones(session); });
  add_zone_read(*verb, session);
  add_zone_write(*verb, session);
  add_zone_access(*verb, session);
}

}  // namespace stsafe::tool
