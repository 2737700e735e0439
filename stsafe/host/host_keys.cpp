#include "stsafe/host/host_keys.h"

#include "stsafe/wire/commands/host_key.h"

namespace stsafe::host {

Result<void> write_host_keys_plaintext(Device& device, wire::HostKeyType type, ByteView mac_key,
                                       ByteView cipher_key) {
  if (device.session() != nullptr) return UsageError::kAlreadyOpen;
  const auto size = wire::key_size(type);
  if (mac_key.size() != size || cipher_key.size() != size) return UsageError::kWrongSize;
  const auto written = device.call(wire::WriteHostKeyV2Plaintext{
      .type = type, .mac_key = {mac_key}, .cipher_key = wire::Tail{cipher_key}});
  if (!written) return written.error();
  return {};
}

}  // namespace stsafe::host
