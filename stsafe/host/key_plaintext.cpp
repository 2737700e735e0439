#include "stsafe/host/key_plaintext.h"

#include "stsafe/host/symmetric_key_table.h"
#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::host {

Result<KeyWrite> write_key_plaintext(Device& device, const wire::KeyInfo& info, ByteView key) {
  if (key.empty() || key.size() != info.key.key_size()) return UsageError::kInconsistentKey;
  const auto before = read_slot(device, info.slot);
  if (!before) return before.error();
  const auto written =
      device.call(wire::WriteSymmetricKeyPlaintext{.info = info, .key = wire::Tail{key}});
  if (written) return KeyWrite::kAnswered;
  return look_back(device, info, *before, written.error());
}

}  // namespace stsafe::host
