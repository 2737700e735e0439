#include "cose/chip_key.h"

#include "stsafe/host/product_data.h"
#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::cose {

Result<ChipKey> ChipKey::open(host::Device& device, wire::SlotNumber slot) {
  const auto info = host::read_key(device, slot, wire::KeyMode::kCcmStar);
  if (!info) return core_failure(info.error(), "slot " + std::to_string(slot.raw()));
  const auto product = host::ProductData::read(device);
  if (!product) return core_failure(product.error(), "serial number");
  return of(device, *info, product->serial_number);
}

Result<ChipKey> ChipKey::of(host::Device& device, const wire::KeyInfo& info,
                            const Fixed<9>& serial_number) {
  const auto algorithm = ccm_algorithm({info.key.type, info.key.parameter});
  if (!algorithm) {
    return Failure{Reason::kUnsupported,
                   "slot " + std::to_string(info.slot.raw()) + ": its key makes tags of " +
                       std::to_string(info.key.parameter) +
                       " bytes; COSE has AES-CCM with tags of 8 and 16 bytes only",
                   {}};
  }
  return ChipKey{host::CcmStarKey{device, info}, *algorithm, {serial_number, info.slot}};
}

}  // namespace stsafe::cose
