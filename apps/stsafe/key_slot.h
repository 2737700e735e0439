#pragma once

#include <optional>
#include <string_view>

#include "apps/stsafe/plan.h"
#include "stsafe/host/device.h"
#include "stsafe/host/key_write.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::tool {

/// What is in a symmetric key slot, and which ways lead into it.
struct KeySlotState {
  wire::SlotNumber slot{};
  wire::SlotRecord record{};
  wire::SlotControlFields control{};
};

/// Throws Failure (not found) if there is no such slot.
KeySlotState read_key_slot(host::Device& device, wire::SlotNumber slot);
/// Throws Failure (refused) if a locked key is there.
void require_replaceable(const KeySlotState& state);

/// How a key comes into a slot.
enum class KeyWay : std::uint8_t { kPlaintext, kWrapped, kEstablished };

/// The way that a verb takes, and whether it may change a slot's control fields for it.
struct KeyEntry {
  KeyWay way = KeyWay::kWrapped;
  std::optional<std::uint8_t> signed_by{};  ///< public key slot; nothing: anonymous
  bool may_open = false;                    ///< --open-slot
};

/// The control fields that a slot must get first so that a key comes in this way; nothing if it is
/// open. Throws Failure (refused) that says which command to run unless the entry may open it, or
/// if nobody can any more.
std::optional<wire::SlotControlFields> opened_for(const KeySlotState& state, const KeyEntry& entry);
/// Plans to set them.
void plan_opening(Plan& plan, wire::SlotNumber slot, const wire::SlotControlFields& opened);
/// Sets them.
void open_slot(host::Device& device, wire::SlotNumber slot, const wire::SlotControlFields& opened);

/// Throws Failure (bus) if it cannot be known whether the key was written.
void require_known(std::string_view step, host::KeyWrite written);

}  // namespace stsafe::tool
