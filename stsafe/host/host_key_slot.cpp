#include "stsafe/host/host_key_slot.h"

#include "stsafe/wire/commands/host_key.h"

namespace stsafe::host {
namespace {

using Fields = wire::HostKeyControlFields;
constexpr std::uint8_t kAllFlags =
    Fields::kWrappedAnonymous | Fields::kPlaintext | Fields::kReprovision | Fields::kChangeRight;

}  // namespace

Result<std::optional<wire::HostKeyState>> read_host_key_slot(Device& device) {
  const auto answer = device.call(wire::QueryHostKeySlotV2{});
  if (!answer) return answer.error();
  const auto& keys = answer->slot.keys;
  if (keys && !is_known(keys->type)) return LinkError::kMalformedField;
  return keys;
}

Result<std::optional<wire::SequenceCounter>> read_host_key_slot_v1(Device& device) {
  const auto answer = device.call(wire::QueryHostKeySlotV1{});
  if (!answer) return answer.error();
  return answer->slot.counter;
}

Result<wire::HostKeyControlFields> read_host_key_control_fields(Device& device) {
  const auto answer = device.call(wire::QueryHostKeyControlFields{});
  if (!answer) return answer.error();
  return answer->fields;
}

Result<void> put_host_key_control_fields(Device& device, const wire::HostKeyControlFields& fields) {
  if ((fields.flags & ~kAllFlags) != 0) return UsageError::kOutOfRange;
  const auto answer = device.call(wire::PutHostKeyControlFields{fields});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace stsafe::host
