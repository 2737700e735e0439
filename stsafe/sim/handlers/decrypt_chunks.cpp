#include "stsafe/sim/handlers/decrypt_chunks.h"

#include "stsafe/sim/handlers/chunks.h"
#include "stsafe/sim/handlers/opened.h"

namespace stsafe::sim {
namespace {

constexpr auto kDecrypting = crypto::CipherDirection::kDecrypt;
constexpr std::uint32_t kLowerTotal = 0xFFFF;

template <class Command>
Chunk chunk_to_decrypt(const Command& command) {
  return {command.associated_data.bytes(), command.ciphertext.bytes()};
}

}  // namespace

// The dispatcher has made sure that the slot exists and holds a CCM* key.
Reply<wire::StartDecryptCcmStar> handle(Context& cx, const wire::StartDecryptCcmStar& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kDecryptChunks)) return Status::kWrongKeyUsage;
  auto context = context_for(slot, kDecrypting);
  context.total_associated_data = command.total_associated_data.raw();
  context.total_message = command.total_ciphertext.raw();
  if (cx.choices.start_decrypt_ignores_upper_total) context.total_message &= kLowerTotal;
  context.total_may_count_tag = true;
  const auto nonce = command.nonce.bytes();
  if (const auto s = check_ccm_start(context, nonce.size()); s != Status::kOk) return s;
  settle_total(context, nonce.size());
  const auto chunk = chunk_to_decrypt(command);
  if (fit_of(context, chunk.associated_data.size(), chunk.message.size()) != ChunkFit::kFits) {
    return Status::kInconsistentCommandData;
  }
  if (chunk.message.size() > cx.max_answer_size) return Status::kBufferLengthExceeded;
  if (const auto s = begin_ccm(cx, context, slot, nonce, chunk); s != Status::kOk) return s;
  return wire::StartDecryptCcmStar::Response{wire::Tail{cx.scratch.first(chunk.message.size())}};
}

// The dispatcher has made sure that the slot exists and holds a GCM key.
Reply<wire::StartDecryptGcm> handle(Context& cx, const wire::StartDecryptGcm& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kDecryptChunks)) return Status::kWrongKeyUsage;
  const auto iv = command.iv.bytes();
  if (iv.empty()) return Status::kValueOutOfRange;
  const auto chunk = chunk_to_decrypt(command);
  if (chunk.message.size() > cx.max_answer_size) return Status::kBufferLengthExceeded;
  const auto context = context_for(slot, kDecrypting);
  if (const auto s = begin_gcm(cx, context, slot, iv, chunk); s != Status::kOk) return s;
  return wire::StartDecryptGcm::Response{wire::Tail{cx.scratch.first(chunk.message.size())}};
}

Reply<wire::ProcessDecrypt> handle(Context& cx, const wire::ProcessDecrypt& command) {
  const auto chunk = chunk_to_decrypt(command);
  const auto size = chunk.message.size();
  if (const auto s = check_chunk(cx, kDecrypting, chunk, size); s != Status::kOk) return s;
  if (const auto s = take_chunk(cx, chunk); s != Status::kOk) return s;
  return wire::ProcessDecrypt::Response{wire::Tail{cx.scratch.first(size)}};
}

Reply<wire::FinishDecrypt> handle(Context& cx, const wire::FinishDecrypt& command) {
  const auto chunk = chunk_to_decrypt(command);
  const auto size = chunk.message.size();
  if (const auto s = check_chunk(cx, kDecrypting, chunk, 1 + size); s != Status::kOk) return s;
  if (command.tag.bytes().size() != cx.ram.chunks.tag_size) return Status::kInconsistentCommandData;
  if (const auto s = take_chunk(cx, chunk); s != Status::kOk) return s;
  const bool complete = is_complete(cx.ram.chunks);
  const auto opened = complete ? cx.crypto.cipher_stream.verify(command.tag.bytes())
                               : Result<void>{UsageError::kWrongSize};
  give_up(cx);
  if (!complete) return Status::kInconsistentCommandData;
  return opened_answer<wire::FinishDecrypt::Response>(cx, opened, cx.scratch.first(size));
}

}  // namespace stsafe::sim
