#include "stsafe/sim/handlers/ccm_star.h"

#include <limits>

namespace stsafe::sim {

// The dispatcher has made sure that the slot exists and holds a CCM* key.

Reply<wire::EncryptCcmStar> handle(Context& cx, const wire::EncryptCcmStar& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kEncrypt)) return Status::kWrongKeyUsage;
  const auto message = command.message.bytes();
  const std::size_t tag_size = slot.key.parameter;
  if (message.empty() && tag_size == 0) return Status::kInconsistentCommandData;
  const auto counter = slot.key.counter;
  if (counter.present() && slot.counter_spent) return Status::kCounterLimitExceeded;

  const std::size_t counter_size = counter.present() ? sizeof(slot.counter) : 0;
  if (message.size() + tag_size + 1 + counter_size > cx.max_answer_size) {
    return Status::kBufferLengthExceeded;
  }

  auto nonce = command.nonce;
  if (counter.present()) {
    wire::Writer w{ByteSpan{nonce}.subspan(counter.offset(), sizeof(slot.counter))};
    w.put(slot.counter);
  }
  const auto ciphertext = cx.scratch.first(message.size());
  const auto tag = cx.scratch.subspan(message.size(), tag_size);
  if (!cx.crypto.ccm.encrypt(slot.value.reveal(), nonce, command.associated_data.bytes(), message,
                             ciphertext, tag)) {
    return Status::kUnexpectedError;
  }
  wire::Writer w{cx.scratch.subspan(message.size() + tag_size)};
  w.put(static_cast<std::uint8_t>(counter.present() ? 1 : 0));
  if (counter.present()) {
    w.put(slot.counter);
    auto& edited = cx.edit_symmetric_slot(command.slot);
    edited.counter_spent = slot.counter == std::numeric_limits<std::uint32_t>::max();
    if (!edited.counter_spent) ++edited.counter;
  }
  return wire::EncryptCcmStar::Response{
      wire::Tail{cx.scratch.first(message.size() + tag_size + w.size())}};
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
  using Response = wire::DecryptCcmStar::Response;
  if (opened) return Response{Response::kAuthentic, wire::Tail{message}};
  if (!opened.failed_with(CryptoError::kNotAuthentic)) return Status::kUnexpectedError;
  wipe(message);
  const auto shown = cx.choices.failed_decryption_answers_zeros ? message : message.first(0);
  return Response{Response::kNotAuthentic, wire::Tail{shown}};
}

}  // namespace stsafe::sim
