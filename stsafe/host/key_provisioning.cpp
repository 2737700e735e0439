#include "stsafe/host/key_provisioning.h"

#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::host {
namespace {

/// The record tells everything but the key itself and, for some chips, parameters of secrets.
bool looks_like(const wire::SlotRecord& record, const wire::KeyDescription& key) {
  return record.present && record.key.lock == key.lock && record.key.type == key.type &&
         record.key.mode == key.mode && record.key.usage == key.usage;
}

Result<void> write_in_own_session(Device& device, const KekCrypto& crypto, Curve curve,
                                  const wire::KeyInfo& info, ByteView key, bool& was_sent) {
  KekSession kek{device, crypto};
  if (auto opened = kek.open(curve); !opened) return opened;
  was_sent = true;
  return kek.write(info, key);
}

/// True if the error leaves open whether the chip executed the command.
bool is_inconclusive(Error error) {
  return error.layer() == Layer::kBus ||
         (error.layer() == Layer::kLink && error != LinkError::kNotDelivered &&
          error != LinkError::kFrameTooLong) ||
         error == Status::kCommunicationError || error == ChannelError::kInvalidResponseMac ||
         error == ChannelError::kResponseLost || error == ChannelError::kBadPadding;
}

}  // namespace

Result<KeyWrite> write_key_wrapped(Device& device, const KekCrypto& crypto, Curve curve,
                                   const wire::KeyInfo& info, ByteView key) {
  const auto before = read_slot(device, info.slot);
  if (!before) return before.error();
  bool was_sent = false;
  const auto written = write_in_own_session(device, crypto, curve, info, key, was_sent);
  if (written) return KeyWrite::kAnswered;
  if (!was_sent || !is_inconclusive(written.error())) return written.error();

  const auto after = read_slot(device, info.slot);
  if (!after || looks_like(*before, info.key)) return KeyWrite::kCannotKnow;
  if (looks_like(*after, info.key)) return KeyWrite::kReadBack;
  return written.error();
}

}  // namespace stsafe::host
