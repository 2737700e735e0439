#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/private_key.h"

namespace stsafe::host {

/// Slots 00 to 04 and the ephemeral one, and room for more.
inline constexpr std::size_t kMaxPrivateKeyRecords = 16;

/// What is in each private key slot (protocol part 03, section 2).
struct PrivateKeyTable {
  std::array<wire::PrivateKeyRecord, kMaxPrivateKeyRecords> records{};
  std::size_t num_records = 0;
  wire::UsageLimit global_usage_limit{};  ///< of unknown meaning
};

/// Reads the table. LinkError::kUnexpectedResponse if it has more records than there is room for.
Result<PrivateKeyTable> read_private_key_table(Device& device);

/// Reads one slot's record. Status::kEntryNotFound if the chip has no such slot.
Result<wire::PrivateKeyRecord> read_private_key_slot(Device& device, wire::PrivateKeySlot slot);

}  // namespace stsafe::host
