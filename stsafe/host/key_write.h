#pragma once

#include "stsafe/host/device.h"
#include "stsafe/wire/symmetric_key.h"

namespace stsafe::host {

/// How it is known that a key was written.
enum class KeyWrite : std::uint8_t {
  kAnswered,    ///< the chip said so
  kReadBack,    ///< the answer was lost; the slot, another one before, now holds such a key
  kCannotKnow,  ///< the answer was lost, and the slot held a key alike before: write it again
};

/// Finds out what became of a key write that failed with `why`, if that leaves it open: reads the
/// slot again and compares it with the record from before. An error means that the key was not
/// written.
Result<KeyWrite> look_back(Device& device, const wire::KeyInfo& info,
                           const wire::SlotRecord& before, Error why);

}  // namespace stsafe::host
