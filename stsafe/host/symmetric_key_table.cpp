#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::host {
namespace {

bool read_records(ByteView bytes, wire::SecretParameters form, SymmetricKeyTable& table) {
  wire::Reader r{bytes};
  for (std::size_t i = 0; i < table.num_slots; ++i) decode(r, table.records[i], form);
  return static_cast<bool>(r.finish());
}

}  // namespace

Result<SymmetricKeyTable> parse_symmetric_key_table(
    const wire::QuerySymmetricKeyTable::Response& answer) {
  SymmetricKeyTable table;
  table.num_slots = answer.num_slots.raw();
  if (table.num_slots > table.records.size()) return LinkError::kUnexpectedResponse;
  for (const auto form : {wire::SecretParameters::kNone, wire::SecretParameters::kOne,
                          wire::SecretParameters::kTwo}) {
    if (read_records(answer.records.bytes(), form, table)) return table;
  }
  return LinkError::kMalformedField;
}

Result<SymmetricKeyTable> read_symmetric_key_table(Device& device) {
  const auto answer = device.call(wire::QuerySymmetricKeyTable{});
  if (!answer) return answer.error();
  return parse_symmetric_key_table(*answer);
}

Result<wire::SlotRecord> read_slot(Device& device, wire::SlotNumber slot) {
  const auto table = read_symmetric_key_table(device);
  if (!table) return table.error();
  if (slot.raw() >= table->num_slots) return Status::kEntryNotFound;
  return table->records[slot.raw()];
}

Result<wire::KeyInfo> read_key(Device& device, wire::SlotNumber slot, wire::KeyMode mode) {
  const auto record = read_slot(device, slot);
  if (!record) return record.error();
  if (!record->present || record->key.mode != mode) return UsageError::kSlotHasNoSuchKey;
  return wire::KeyInfo{.slot = slot, .key = record->key};
}

}  // namespace stsafe::host
