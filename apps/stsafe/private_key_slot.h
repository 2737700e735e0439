#pragma once

#include <string>
#include <string_view>

#include "stsafe/host/device.h"
#include "stsafe/wire/private_key.h"

namespace stsafe::tool {

inline constexpr const char* kPrivateKeySlotHelp =
    "Private key slot; 'ephemeral' for the one that is forgotten after one shared secret";

/// A number up to 255, or "ephemeral".
wire::PrivateKeySlot parse_private_key_slot(const std::string& text);
std::string private_key_slot_name(wire::PrivateKeySlot slot);
/// Throws Failure (not found) if there is no such slot.
wire::PrivateKeyRecord read_private_key_record(host::Device& device, wire::PrivateKeySlot slot);
/// Throws Failure (not found) if it is empty.
wire::PrivateKeyRecord require_private_key(host::Device& device, wire::PrivateKeySlot slot);

}  // namespace stsafe::tool
