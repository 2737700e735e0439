#include "stsafe/sim/handlers/encrypt_chunks.h"

#include "stsafe/sim/handlers/ccm_counter.h"
#include "stsafe/sim/handlers/chunks.h"

namespace stsafe::sim {
namespace {

constexpr auto kEncrypting = crypto::CipherDirection::kEncrypt;
constexpr std::size_t kCounterSize = sizeof(SymmetricSlot::counter);

template <class Command>
Chunk chunk_to_encrypt(const Command& command) {
  return {command.associated_data.bytes(), command.message.bytes()};
}

/// A nonce that is shorter than 13 bytes may leave no room for the key's counter.
bool has_room_for_counter(const SymmetricSlot& slot, std::size_t nonce_size) {
  return !slot.key.counter.present() || slot.key.counter.offset() + kCounterSize <= nonce_size;
}

}  // namespace

// The dispatcher has made sure that the slot exists and holds a CCM* key.
Reply<wire::StartEncryptCcmStar> handle(Context& cx, const wire::StartEncryptCcmStar& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kEncryptChunks)) return Status::kWrongKeyUsage;
  auto context = context_for(slot, kEncrypting);
  context.total_associated_data = command.total_associated_data.raw();
  context.total_message = command.total_message.raw();
  const auto sent = command.nonce.bytes();
  if (const auto s = check_ccm_start(context, sent.size()); s != Status::kOk) return s;
  if (!has_room_for_counter(slot, sent.size())) return Status::kValueOutOfRange;
  const auto chunk = chunk_to_encrypt(command);
  if (fit_of(context, chunk.associated_data.size(), chunk.message.size()) != ChunkFit::kFits) {
    return Status::kInconsistentCommandData;
  }
  if (counter_is_spent(slot)) return Status::kCounterLimitExceeded;

  // Behind the ciphertext, which goes to the front of the scratch memory.
  wire::Writer w{cx.scratch.subspan(chunk.message.size())};
  write_counter(w, slot);
  if (cx.choices.start_encrypt_always_answers_counter && !slot.key.counter.present()) {
    w.put(Fixed<kCounterSize>{});
  }
  const auto answer_size = chunk.message.size() + w.size();
  if (answer_size > cx.max_answer_size) return Status::kBufferLengthExceeded;

  Fixed<kMaxChunkNonceSize> buffer{};
  copy_bytes(sent, buffer);
  const auto nonce = ByteSpan{buffer}.first(sent.size());
  place_counter(slot, nonce);
  if (const auto s = begin_ccm(cx, context, slot, nonce, chunk); s != Status::kOk) return s;
  count_encryption(cx, command.slot);
  return wire::StartEncryptCcmStar::Response{wire::Tail{cx.scratch.first(answer_size)}};
}

// The dispatcher has made sure that the slot exists and holds a GCM key.
Reply<wire::StartEncryptGcm> handle(Context& cx, const wire::StartEncryptGcm& command) {
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!includes(slot.key.usage, wire::kEncryptChunks)) return Status::kWrongKeyUsage;
  const auto iv = command.iv.bytes();
  if (iv.empty()) return Status::kValueOutOfRange;
  const auto chunk = chunk_to_encrypt(command);
  if (chunk.message.size() > cx.max_answer_size) return Status::kBufferLengthExceeded;
  const auto context = context_for(slot, kEncrypting);
  if (const auto s = begin_gcm(cx, context, slot, iv, chunk); s != Status::kOk) return s;
  return wire::StartEncryptGcm::Response{wire::Tail{cx.scratch.first(chunk.message.size())}};
}

Reply<wire::ProcessEncrypt> handle(Context& cx, const wire::ProcessEncrypt& command) {
  const auto chunk = chunk_to_encrypt(command);
  const auto size = chunk.message.size();
  if (const auto s = check_chunk(cx, kEncrypting, chunk, size); s != Status::kOk) return s;
  if (const auto s = take_chunk(cx, chunk); s != Status::kOk) return s;
  return wire::ProcessEncrypt::Response{wire::Tail{cx.scratch.first(size)}};
}

Reply<wire::FinishEncrypt> handle(Context& cx, const wire::FinishEncrypt& command) {
  const auto chunk = chunk_to_encrypt(command);
  const auto sealed = cx.scratch.first(chunk.message.size() + cx.ram.chunks.tag_size);
  if (const auto s = check_chunk(cx, kEncrypting, chunk, sealed.size()); s != Status::kOk) return s;
  if (const auto s = take_chunk(cx, chunk); s != Status::kOk) return s;
  const bool complete = is_complete(cx.ram.chunks);
  const bool made =
      complete && cx.crypto.cipher_stream.finish(sealed.subspan(chunk.message.size()));
  give_up(cx);
  if (!complete) return Status::kInconsistentCommandData;
  if (!made) return Status::kUnexpectedError;
  return wire::FinishEncrypt::Response{wire::Tail{sealed}};
}

}  // namespace stsafe::sim
