#include "stsafe/sim/handlers/host_key.h"

namespace stsafe::sim {
namespace {

using ControlFields = wire::HostKeyControlFields;
constexpr std::uint8_t kReservedFlags = 0xF0;

}  // namespace

Reply<wire::QueryHostKeySlotV2> handle(Context& cx, const wire::QueryHostKeySlotV2& /*command*/) {
  const auto& slot = cx.nvm.host_key;
  wire::QueryHostKeySlotV2::Response response;
  if (slot.present) response.slot.keys = wire::HostKeyState{slot.type, slot.counter};
  return response;
}

Reply<wire::QueryHostKeyControlFields> handle(Context& cx,
                                              const wire::QueryHostKeyControlFields& /*command*/) {
  return wire::QueryHostKeyControlFields::Response{cx.nvm.host_key_control};
}

Reply<wire::PutHostKeyControlFields> handle(Context& cx,
                                            const wire::PutHostKeyControlFields& command) {
  if (!cx.nvm.host_key_control.allows(ControlFields::kChangeRight)) {
    return Status::kAccessConditionNotSatisfied;
  }
  if (command.fields.allows(kReservedFlags)) return Status::kValueOutOfRange;
  cx.edit_host_key_control() = command.fields;
  return wire::PutHostKeyControlFields::Response{};
}

Reply<wire::WriteHostKeyV2Plaintext> handle(Context& cx,
                                            const wire::WriteHostKeyV2Plaintext& command) {
  if (command.filler != Fixed<3>{} || !is_known(command.type)) {
    return Status::kInconsistentCommandData;
  }
  const auto size = key_size(command.type);
  const auto mac_key = command.mac_key.bytes;
  const auto cipher_key = command.cipher_key.bytes();
  if (mac_key.size() != size || cipher_key.size() != size) return Status::kInconsistentCommandData;
  const auto& control = cx.nvm.host_key_control;
  if (!control.allows(ControlFields::kPlaintext)) return Status::kCommandNotAuthorized;
  if (cx.nvm.host_key.present && !control.allows(ControlFields::kReprovision)) {
    return Status::kCommandNotAuthorized;
  }
  auto& slot = cx.edit_host_key();
  copy_bytes(mac_key, slot.keys.mac.prepare(size));
  copy_bytes(cipher_key, slot.keys.cipher.prepare(size));
  slot.present = true;
  slot.type = command.type;
  slot.counter = {};
  slot.num_wrong_macs = 0;
  return wire::WriteHostKeyV2Plaintext::Response{};
}

}  // namespace stsafe::sim
