#include "stsafe/sim/handlers/ccm_star.h"

#include "stsafe/sim/handlers/ccm_counter.h"
#include "stsafe/sim/handlers/opened.h"

namespace stsafe::sim {

// The dispatcher has made sure that the slot exists and holds a CCM* key.

Reply<wire::EncryptCcmStar> handle(Context& cx, const wire::EncryptCcmStar& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kEncrypt)) return Status::kWrongKeyUsage;
  const auto message = command.message.bytes();
  const std::size_t tag_size = slot.key.parameter;
  if (message.empty() && tag_size == 0) return Status::kInconsistentCommandData;
  if (counter_is_spent(slot)) return Status::kCounterLimitExceeded;
  const auto sealed_size = message.size() + tag_size + counter_answer_size(slot);
  if (sealed_size > cx.max_answer_size) return Status::kBufferLengthExceeded;

  auto nonce = command.nonce;
  place_counter(slot, nonce);
  const auto ciphertext = cx.scratch.first(message.size());
  const auto tag = cx.scratch.subspan(message.size(), tag_size);
  if (!cx.crypto.ccm.encrypt(slot.value.reveal(), nonce, command.associated_data.bytes(), message,
                             ciphertext, tag)) {
    return Status::kUnexpectedError;
  }
  wire::Writer w{cx.scratch.subspan(message.size() + tag_size)};
  write_counter(w, slot);
  count_encryption(cx, command.slot);
  return wire::EncryptCcmStar::Response{wire::Tail{cx.scratch.first(sealed_size)}};
}

Reply<wire::DecryptCcmStar> handle(Context& cx, const wire::DecryptCcmStar& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kDecrypt)) return Status::kWrongKeyUsage;
  const auto sealed = command.sealed.first();
  const std::size_t tag_size = slot.key.parameter;
  if (sealed.size() < tag_size || sealed.empty()) return Status::kInconsistentCommandData;
  const auto ciphertext = sealed.first(sealed.size() - tag_size);
  const auto message = cx.scratch.first(ciphertext.size());
  const auto opened =
      cx.crypto.ccm.decrypt(slot.value.reveal(), command.nonce, command.associated_data.bytes(),
                            ciphertext, sealed.last(tag_size), message);
  return opened_answer<wire::DecryptCcmStar::Response>(cx, opened, message);
}

}  // namespace stsafe::sim
