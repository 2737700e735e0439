#include "stsafe/host/key_provisioning.h"

#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::host {

Result<KeyWrite> write_key_wrapped(Device& device, const KekCrypto& crypto, Curve curve,
                                   const wire::KeyInfo& info, ByteView key,
                                   HostAuthentication* authentication) {
  const auto before = read_symmetric_key_table(device);
  if (!before) return before.error();
  if (info.slot.raw() >= before->num_slots) return Status::kEntryNotFound;
  KekSession kek{device, crypto};
  const auto opened =
      authentication != nullptr ? kek.open(curve, *authentication) : kek.open(curve);
  if (!opened) return opened.error();
  const auto written = kek.write(info, key);
  static_cast<void>(kek.close());
  return settle_key_write(device, *before, std::span{&info, 1}, written,
                          wire::WriteSymmetricKeyWrapped::kOpcode);
}

}  // namespace stsafe::host
