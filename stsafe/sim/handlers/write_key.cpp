#include "stsafe/sim/handlers/write_key.h"

namespace stsafe::sim {

Status check_write(const Context& cx, const wire::KeyInfo& info, const Provisioning& how) {
  if (!cx.has_symmetric_slot(info.slot)) return Status::kEntryNotFound;
  const auto index = info.slot.raw();
  if (const auto s = check_key_description(info.key); s != Status::kOk) return s;
  if (const auto s = check_provisioning(cx.nvm.symmetric_control[index], how); s != Status::kOk) {
    return s;
  }
  const auto& present = cx.nvm.symmetric[index];
  return present.present ? check_overwrite(present.key.lock) : Status::kOk;
}

void write_key(Context& cx, const wire::KeyInfo& info, ByteView key) {
  auto& slot = cx.edit_symmetric_slot(info.slot);
  slot.clear();
  slot.present = true;
  slot.key = info.key;
  copy_bytes(key, slot.value.prepare(key.size()));
}

}  // namespace stsafe::sim
