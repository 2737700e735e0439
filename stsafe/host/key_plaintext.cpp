#include "stsafe/host/key_plaintext.h"

#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::host {

Result<KeyWrite> write_key_plaintext(Device& device, const wire::KeyInfo& info, ByteView key) {
  if (key.empty() || key.size() != info.key.key_size()) return UsageError::kInconsistentKey;
  const auto before = read_symmetric_key_table(device);
  if (!before) return before.error();
  if (info.slot.raw() >= before->num_slots) return Status::kEntryNotFound;
  const auto answer =
      device.call(wire::WriteSymmetricKeyPlaintext{.info = info, .key = wire::Tail{key}});
  const auto written = answer ? Result<void>{} : Result<void>{answer.error()};
  return settle_key_write(device, *before, std::span{&info, 1}, written,
                          wire::WriteSymmetricKeyPlaintext::kOpcode);
}

}  // namespace stsafe::host
