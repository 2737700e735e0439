#include "stsafe/host/private_key_table.h"

#include "stsafe/wire/commands/private_key.h"

namespace stsafe::host {

Result<PrivateKeyTable> read_private_key_table(Device& device) {
  const auto answer = device.call(wire::QueryPrivateKeyTable{});
  if (!answer) return answer.error();
  PrivateKeyTable table;
  table.num_records = answer->num_slots.raw();
  table.global_usage_limit = answer->global_usage_limit;
  if (table.num_records > table.records.size()) return LinkError::kUnexpectedResponse;
  wire::Reader r{answer->records.bytes()};
  for (std::size_t i = 0; i < table.num_records; ++i) decode(r, table.records[i]);
  if (auto end = r.finish(); !end) return end.error();
  return table;
}

Result<wire::PrivateKeyRecord> read_private_key_slot(Device& device, wire::PrivateKeySlot slot) {
  const auto table = read_private_key_table(device);
  if (!table) return table.error();
  const auto records = std::span{table->records}.first(table->num_records);
  const auto found = std::ranges::find(records, slot, &wire::PrivateKeyRecord::slot);
  if (found == records.end()) return Status::kEntryNotFound;
  return *found;
}

}  // namespace stsafe::host
