#include "stsafe/host/erase_key.h"

#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::host {

Result<void> erase_key(Device& device, wire::SlotNumber slot) {
  const auto erased = device.call(wire::EraseSymmetricKeySlot{slot});
  if (!erased) return erased.error();
  return {};
}

}  // namespace stsafe::host
