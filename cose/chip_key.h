#pragma once

#include "cose/algorithm.h"
#include "cose/key_id.h"
#include "stsafe/host/ccm_star_key.h"

namespace stsafe::cose {

/// A key in a slot of a chip, with which COSE can seal and open. Uses the device as long as it
/// lives.
class ChipKey {
 public:
  /// Asks the chip for the key in the slot and for its serial number. Reason::kUnsupported if the
  /// key's tags have 0 or 4 bytes, for which COSE has no algorithm; kDevice if the slot holds no
  /// CCM* key (UsageError::kSlotHasNoSuchKey), and for every other failure of the chip.
  static Result<ChipKey> open(host::Device& device, wire::SlotNumber slot);
  /// For a key that the caller knows, on a chip whose serial number it knows. As above.
  static Result<ChipKey> of(host::Device& device, const wire::KeyInfo& info,
                            const Fixed<9>& serial_number);

  /// The one algorithm (RFC 9053) that this key is for.
  std::int64_t algorithm() const { return algorithm_; }
  std::size_t tag_size() const { return cipher_.tag_size(); }
  const ChipKeyId& id() const { return id_; }
  host::CcmStarKey& cipher() { return cipher_; }

 private:
  ChipKey(const host::CcmStarKey& cipher, std::int64_t algorithm, const ChipKeyId& id)
      : cipher_(cipher), algorithm_(algorithm), id_(id) {}

  host::CcmStarKey cipher_;
  std::int64_t algorithm_;
  ChipKeyId id_;
};

}  // namespace stsafe::cose
