#include "stsafe/host/data_partition.h"

#include "stsafe/wire/commands/data_zone.h"

namespace stsafe::host {

Result<DataPartition> DataPartition::read(Device& device) {
  const auto answer = device.call(wire::QueryDataPartition{});
  if (!answer) return answer.error();
  DataPartition partition;
  partition.num_zones_ = answer->num_zones.raw();
  if (partition.num_zones_ > kMaxZones) return LinkError::kUnexpectedResponse;
  wire::Reader r{answer->records.bytes()};
  for (auto& zone : std::span{partition.zones_}.first(partition.num_zones_)) decode(r, zone);
  if (const auto end = r.finish(); !end) return end.error();
  return partition;
}

Result<wire::ZoneRecord> DataPartition::find(wire::ZoneNumber zone) const {
  const auto found = std::ranges::find(zones(), zone, &wire::ZoneRecord::zone);
  if (found == zones().end()) return Status::kEntryNotFound;
  return *found;
}

}  // namespace stsafe::host
