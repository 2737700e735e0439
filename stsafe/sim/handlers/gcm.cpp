#include "stsafe/sim/handlers/gcm.h"

#include "stsafe/sim/handlers/opened.h"

namespace stsafe::sim {

// The dispatcher has made sure that the slot exists and holds a GCM key.

Reply<wire::EncryptGcm> handle(Context& cx, const wire::EncryptGcm& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kEncrypt)) return Status::kWrongKeyUsage;
  if (command.iv.bytes().empty()) return Status::kValueOutOfRange;
  const auto message = command.message.bytes();
  const auto sealed = cx.scratch.first(message.size() + slot.key.parameter);
  if (sealed.size() > cx.max_answer_size) return Status::kBufferLengthExceeded;
  if (!cx.crypto.gcm.encrypt(slot.value.reveal(), command.iv.bytes(),
                             command.associated_data.bytes(), message, sealed.first(message.size()),
                             sealed.last(slot.key.parameter))) {
    return Status::kUnexpectedError;
  }
  return wire::EncryptGcm::Response{wire::Tail{sealed}};
}

Reply<wire::DecryptGcm> handle(Context& cx, const wire::DecryptGcm& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kDecrypt)) return Status::kWrongKeyUsage;
  if (command.iv.bytes().empty()) return Status::kValueOutOfRange;
  if (command.tag.bytes().size() != slot.key.parameter) return Status::kInconsistentCommandData;
  const auto ciphertext = command.ciphertext.bytes();
  const auto message = cx.scratch.first(ciphertext.size());
  const auto opened = cx.crypto.gcm.decrypt(slot.value.reveal(), command.iv.bytes(),
                                            command.associated_data.bytes(), ciphertext,
                                            command.tag.bytes(), message);
  return opened_answer<wire::DecryptGcm::Response>(cx, opened, message);
}

}  // namespace stsafe::sim
