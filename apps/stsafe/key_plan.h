#pragma once

#include "apps/stsafe/plan.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::tool {

/// Plans to write a key into a slot, wrapped in a KEK session of its own. A key that is there is
/// replaced for good, and a locked one stays for good. `record` is what is in the slot.
void plan_wrapped_key(Plan& plan, wire::SlotNumber slot, const wire::SlotRecord& record,
                      wire::Lock lock);

/// "write a key into slot 3", or "replace the AES-256 CCM* key in slot 3".
std::string key_write_text(wire::SlotNumber slot, const wire::SlotRecord& record);
/// Whether that can be undone.
Undo key_write_undo(const wire::SlotRecord& record, wire::Lock lock);

}  // namespace stsafe::tool
