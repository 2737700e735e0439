#include "stsafe/host/key_write.h"

#include "stsafe/host/symmetric_key_table.h"

namespace stsafe::host {
namespace {

/// The record tells everything but the key itself and, for some chips, parameters of secrets.
bool looks_like(const wire::SlotRecord& record, const wire::KeyDescription& key) {
  return record.present && record.key.lock == key.lock && record.key.type == key.type &&
         record.key.mode == key.mode && record.key.usage == key.usage;
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

Result<KeyWrite> look_back(Device& device, const wire::KeyInfo& info,
                           const wire::SlotRecord& before, Error why) {
  if (!is_inconclusive(why)) return why;
  const auto after = read_slot(device, info.slot);
  if (!after || looks_like(before, info.key)) return KeyWrite::kCannotKnow;
  if (looks_like(*after, info.key)) return KeyWrite::kReadBack;
  return why;
}

}  // namespace stsafe::host
