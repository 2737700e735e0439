#include "stsafe/host/key_provisioning.h"

#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::host {
namespace {

Result<void> write_in_own_session(Device& device, const KekCrypto& crypto, Curve curve,
                                  const wire::KeyInfo& info, ByteView key, bool& was_sent) {
  KekSession kek{device, crypto};
  if (auto opened = kek.open(curve); !opened) return opened;
  was_sent = true;
  return kek.write(info, key);
}

}  // namespace

Result<KeyWrite> write_key_wrapped(Device& device, const KekCrypto& crypto, Curve curve,
                                   const wire::KeyInfo& info, ByteView key) {
  const auto before = read_slot(device, info.slot);
  if (!before) return before.error();
  bool was_sent = false;
  const auto written = write_in_own_session(device, crypto, curve, info, key, was_sent);
  if (written) return KeyWrite::kAnswered;
  if (!was_sent) return written.error();
  return look_back(device, info, *before, written.error());
}

}  // namespace stsafe::host
