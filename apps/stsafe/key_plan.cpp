#include "apps/stsafe/key_plan.h"

#include <fmt/format.h>

#include "apps/text/names.h"
#include "stsafe/wire/commands/kek_session.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::tool {

void plan_wrapped_key(Plan& plan, wire::SlotNumber slot, const wire::SlotRecord& record,
                      wire::Lock lock) {
  plan.add<wire::GenerateEcdhe>("let the device make a key pair for this session");
  plan.add<wire::StartVolatileKekSession>("agree on a key-encryption key");
  plan.add<wire::WriteSymmetricKeyWrapped>(key_write_text(slot, record),
                                           key_write_undo(record, lock));
  plan.add("forget the key-encryption key", wire::StopVolatileKekSession{});
}

std::string key_write_text(wire::SlotNumber slot, const wire::SlotRecord& record) {
  if (!record.present) return fmt::format("write a key into slot {}", slot.raw());
  return fmt::format("replace the {} {} key in slot {}", text::name(record.key.type),
                     text::name(record.key.mode), slot.raw());
}

Undo key_write_undo(const wire::SlotRecord& record, wire::Lock lock) {
  return record.present || lock != wire::Lock::kUnlocked ? Undo::kImpossible : Undo::kPossible;
}

}  // namespace stsafe::tool
