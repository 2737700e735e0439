#include "stsafe/sim/handlers/host_key.h"

#include "stsafe/channel/established_keys.h"
#include "stsafe/sim/access/host_key_rules.h"
#include "stsafe/sim/handlers/key_agreement.h"
#include "stsafe/sim/handlers/unwrap.h"
#include "stsafe/wire/host_key_envelope.h"

namespace stsafe::sim {
namespace {

/// Both keys must have the type's size.
void write_host_keys(Context& cx, wire::HostKeyType type, ByteView mac_key, ByteView cipher_key) {
  auto& slot = cx.edit_host_key();
  copy_bytes(mac_key, slot.keys.mac.prepare(mac_key.size()));
  copy_bytes(cipher_key, slot.keys.cipher.prepare(cipher_key.size()));
  slot.present = true;
  slot.type = type;
  slot.counter = {};
  slot.num_wrong_macs = 0;
}

Status write_plaintext(Context& cx, wire::HostKeyType type, ByteView mac_key, ByteView cipher_key) {
  const auto size = key_size(type);
  if (mac_key.size() != size || cipher_key.size() != size) return Status::kInconsistentCommandData;
  if (const auto s = check_plaintext_host_keys(cx.nvm.host_key_control, cx.nvm.host_key.present);
      s != Status::kOk) {
    return s;
  }
  write_host_keys(cx, type, mac_key, cipher_key);
  return Status::kOk;
}

bool is_wrapped_host_keys(std::size_t size) {
  return size == host_key_envelope_size(wire::HostKeyType::kAes128) + crypto::kKeyWrapOverhead ||
         size == host_key_envelope_size(wire::HostKeyType::kAes256) + crypto::kKeyWrapOverhead;
}

}  // namespace

// The one host key slot of the chip, as the older chips show theirs (section 3.6).
Reply<wire::QueryHostKeySlotV1> handle(Context& cx, const wire::QueryHostKeySlotV1& /*command*/) {
  const auto& slot = cx.nvm.host_key;
  wire::QueryHostKeySlotV1::Response response;
  if (slot.present && slot.type == wire::HostKeyType::kAes128) response.slot.counter = slot.counter;
  return response;
}

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
  if (const auto s = check_put_fields(cx.nvm.host_key_control, command.fields); s != Status::kOk) {
    return s;
  }
  cx.edit_host_key_control() = command.fields;
  return wire::PutHostKeyControlFields::Response{};
}

Reply<wire::WriteHostKeyV2Plaintext> handle(Context& cx,
                                            const wire::WriteHostKeyV2Plaintext& command) {
  if (command.filler != Fixed<3>{} || !is_known(command.type)) {
    return Status::kInconsistentCommandData;
  }
  if (const auto status =
          write_plaintext(cx, command.type, command.mac_key.bytes, command.cipher_key.bytes());
      status != Status::kOk) {
    return status;
  }
  return wire::WriteHostKeyV2Plaintext::Response{};
}

Reply<wire::PutHostKeySlotV1> handle(Context& cx, const wire::PutHostKeySlotV1& command) {
  if (const auto status = write_plaintext(cx, wire::HostKeyType::kAes128, command.mac_key.bytes,
                                          command.cipher_key.bytes());
      status != Status::kOk) {
    return status;
  }
  return wire::PutHostKeySlotV1::Response{};
}

Reply<wire::WriteHostKeyV2Wrapped> handle(Context& cx, const wire::WriteHostKeyV2Wrapped& command) {
  if (!cx.ram.kek.open) return Status::kSessionError;
  const auto wrapped = command.envelope.bytes();
  if (!is_wrapped_host_keys(wrapped.size())) return Status::kInconsistentCommandData;
  Secret<wire::kMaxHostKeyEnvelopeSize> plain;
  if (const auto status =
          unwrap(cx, wrapped, plain.prepare(wrapped.size() - crypto::kKeyWrapOverhead));
      status != Status::kOk) {
    return status;
  }
  const auto content = wire::read_host_key_envelope(plain.reveal());
  if (!content) return Status::kInconsistentCommandData;
  if (const auto status = check_agreed_host_keys(
          cx.nvm.host_key_control, cx.ram.kek.authenticated_by, cx.nvm.host_key.present);
      status != Status::kOk) {
    return status;
  }
  write_host_keys(cx, content->type, content->mac_key, content->cipher_key);
  return wire::WriteHostKeyV2Wrapped::Response{};
}

Reply<wire::EstablishHostKeyV2> handle(Context& cx, const wire::EstablishHostKeyV2& command) {
  Agreement agreement;
  if (const auto status = agree(cx, command, agreement); status != Status::kOk) return status;
  if (!is_known(command.type)) return Status::kInconsistentCommandData;
  if (const auto status = check_agreed_host_keys(
          cx.nvm.host_key_control, agreement.authenticated_by, cx.nvm.host_key.present);
      status != Status::kOk) {
    return status;
  }
  channel::HostKeys keys;
  if (!channel::derive_host_keys(cx.crypto.hkdf, agreement.secret, agreement.device_key,
                                 command.host_public_key, command.type, keys)) {
    return Status::kUnexpectedError;
  }
  write_host_keys(cx, command.type, keys.mac.reveal(), keys.cipher.reveal());
  return wire::EstablishHostKeyV2::Response{};
}

}  // namespace stsafe::sim
