#include "stsafe/host/key_write.h"

#include "stsafe/host/inconclusive.h"

namespace stsafe::host {
namespace {

/// The record tells everything but the key itself and, for some chips, parameters of secrets.
bool looks_like(const wire::SlotRecord& record, const wire::KeyDescription& key) {
  return record.present && record.key.lock == key.lock && record.key.type == key.type &&
         record.key.mode == key.mode && record.key.usage == key.usage;
}

bool holds(const SymmetricKeyTable& table, const wire::KeyInfo& info) {
  return looks_like(table.records[info.slot.raw()], info.key);
}

/// True if the answer to a command with this code has an R-MAC.
bool answer_is_protected(const Device& device, wire::Opcode opcode) {
  if (device.session() == nullptr) return false;
  return device.protection_policy() == ProtectionPolicy::kAlways ||
         device.authorization().demands_session(opcode);
}

}  // namespace

Result<KeyWrite> settle_key_write(Device& device, const SymmetricKeyTable& before,
                                  std::span<const wire::KeyInfo> keys, const Result<void>& written,
                                  wire::Opcode opcode) {
  if (written && answer_is_protected(device, opcode)) return KeyWrite::kAnswered;
  if (!written && !is_inconclusive(written.error())) return written.error();
  // As all are written or none, one slot that looks different now tells it.
  const auto telling =
      std::ranges::find_if(keys, [&](const wire::KeyInfo& key) { return !holds(before, key); });
  if (telling == keys.end()) return written ? KeyWrite::kAnswered : KeyWrite::kCannotKnow;
  const auto after = read_symmetric_key_table(device);
  if (!after) return KeyWrite::kCannotKnow;
  if (holds(*after, *telling)) return written ? KeyWrite::kAnswered : KeyWrite::kReadBack;
  return written ? Error{LinkError::kUnexpectedResponse} : written.error();
}

}  // namespace stsafe::host
