#include "stsafe/sim/handlers/data_zone.h"

#include "stsafe/sim/access/zone_rules.h"

namespace stsafe::sim {
namespace {

using wire::ZoneType;

/// How many bytes a Read answers of the data segment.
Result<std::size_t, Status> readable(const Context& cx, const wire::Read& command,
                                     std::size_t segment_size) {
  const std::size_t length = command.length.raw();
  const auto status = check_zone_range(segment_size, command.offset, length);
  if (status == Status::kOk) return length;
  if (!cx.choices.reads_end_with_the_zone || command.offset.raw() > segment_size) return status;
  return segment_size - command.offset.raw();
}

}  // namespace

Reply<wire::QueryDataPartition> handle(Context& cx, const wire::QueryDataPartition& /*command*/) {
  wire::Writer w{cx.scratch};
  std::uint8_t num_zones = 0;
  for (std::uint8_t i = 0; i < kMaxZones; ++i) {
    const auto& zone = cx.nvm.zones.zones[i];
    if (!zone.present) continue;
    ++num_zones;
    encode(w, wire::ZoneRecord{.zone = wire::ZoneNumber{i},
                               .type = zone.type,
                               .rights = zone.rights,
                               .size = wire::ZoneLength{zone.size},
                               .counter = zone.counter});
  }
  const auto records = w.finish();
  if (!records) return Status::kUnexpectedError;
  using Response = wire::QueryDataPartition::Response;
  return Response{Response::NumZones{num_zones}, wire::Tail{*records}};
}

Reply<wire::Read> handle(Context& cx, const wire::Read& command) {
  if (const auto s = check_zone_option(command.option, false); s != Status::kOk) return s;
  if (!cx.nvm.zones.has(command.zone)) return Status::kEntryNotFound;
  const auto& zone = cx.nvm.zones[command.zone];
  const bool has_change = command.option.has_change();
  const bool is_counter = zone.type == ZoneType::kCounter;
  if (command.length.raw() == 0 && !has_change && !is_counter) {
    return Status::kInconsistentCommandData;
  }
  if (const auto s = check_zone_access(cx.caller, zone.rights.read, command.option);
      s != Status::kOk) {
    return s;
  }
  const auto length = readable(cx, command, zone.size);
  if (!length) return length.error();
  // The change alone is answered by a status, also by a counter zone (U-54).
  const bool shows_counter = is_counter && (command.length.raw() != 0 || !has_change);
  const std::size_t counter_size = shows_counter ? sizeof(zone.counter) : 0;
  if (counter_size + *length > cx.max_answer_size) return Status::kBufferLengthExceeded;

  wire::Writer w{cx.scratch};
  if (shows_counter) encode(w, zone.counter);
  w.put(cx.nvm.zones.data(command.zone).subspan(command.offset.raw(), *length));
  if (has_change) cx.edit_zone(command.zone).rights.read = command.option.new_right();
  return wire::Read::Response{wire::Tail{cx.scratch.first(w.size())}};
}

Reply<wire::Update> handle(Context& cx, const wire::Update& command) {
  const auto data = command.data.bytes();
  if (data.empty()) return Status::kInconsistentCommandData;
  if (const auto s = check_zone_option(command.option, true); s != Status::kOk) return s;
  if (!cx.nvm.zones.has(command.zone)) return Status::kEntryNotFound;
  const auto& zone = cx.nvm.zones[command.zone];
  if (zone.type != ZoneType::kData) return Status::kWrongZoneType;
  if (const auto s = check_zone_access(cx.caller, zone.rights.update, command.option);
      s != Status::kOk) {
    return s;
  }
  if (const auto s = check_zone_range(zone.size, command.offset, data.size()); s != Status::kOk) {
    return s;
  }
  // Stored with the rights in one step: every Update is atomic.
  if (command.option.has_change()) {
    cx.edit_zone(command.zone).rights.update = command.option.new_right();
  }
  cx.write_zone(command.zone, command.offset, data);
  return wire::Update::Response{};
}

Reply<wire::Decrement> handle(Context& cx, const wire::Decrement& command) {
  if (command.amount == wire::Count{0}) return Status::kInconsistentCommandData;
  if (const auto s = check_zone_option(command.option, false); s != Status::kOk) return s;
  if (!cx.nvm.zones.has(command.zone)) return Status::kEntryNotFound;
  const auto& zone = cx.nvm.zones[command.zone];
  if (zone.type != ZoneType::kCounter) return Status::kWrongZoneType;
  if (const auto s = check_zone_access(cx.caller, zone.rights.update, command.option);
      s != Status::kOk) {
    return s;
  }
  if (const auto s = check_decrement(zone.counter, command.amount); s != Status::kOk) return s;
  const auto data = command.data.bytes();
  if (const auto s = check_zone_range(zone.size, command.offset, data.size()); s != Status::kOk) {
    return s;
  }
  auto& edited = cx.edit_zone(command.zone);
  if (command.option.has_change()) edited.rights.update = command.option.new_right();
  edited.counter = wire::Count{zone.counter.raw() - command.amount.raw()};
  cx.write_zone(command.zone, command.offset, data);
  return wire::Decrement::Response{edited.counter};
}

}  // namespace stsafe::sim
