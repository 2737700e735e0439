#include "stsafe/host/slot_control_fields.h"

#include "stsafe/wire/commands/symmetric_key.h"

namespace stsafe::host {
namespace {

using Fields = wire::SlotControlFields;
constexpr std::uint8_t kAllFlags = Fields::kEcdheAnonymous | Fields::kWrappedAnonymous |
                                   Fields::kPutKey | Fields::kChangeRight | Fields::kPlaintext |
                                   Fields::kDerived;

}  // namespace

Result<wire::SlotControlFields> read_slot_control_fields(Device& device, wire::SlotNumber slot) {
  const auto answer = device.call(wire::QuerySymmetricControlFields{slot});
  if (!answer) return answer.error();
  return answer->fields;
}

Result<void> put_slot_control_fields(Device& device, wire::SlotNumber slot,
                                     const wire::SlotControlFields& fields) {
  if ((fields.flags & ~kAllFlags) != 0) return UsageError::kOutOfRange;
  const auto answer = device.call(wire::PutSymmetricControlFields{slot, fields});
  return answer ? Result<void>{} : answer.error();
}

}  // namespace stsafe::host
