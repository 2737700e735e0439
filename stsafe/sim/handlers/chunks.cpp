#include "stsafe/sim/handlers/chunks.h"

namespace stsafe::sim {
namespace {

/// The stream was started: from here on the message runs.
Status run(Context& cx, const ChunkContext& context, const Result<void>& started,
           const Chunk& chunk) {
  cx.ram.chunks = context;
  if (!started) {
    give_up(cx);
    return Status::kUnexpectedError;
  }
  return take_chunk(cx, chunk);
}

}  // namespace

ChunkContext context_for(const SymmetricSlot& slot, crypto::CipherDirection direction) {
  return {
      .open = true, .direction = direction, .mode = slot.key.mode, .tag_size = slot.key.parameter};
}

Status begin_ccm(Context& cx, const ChunkContext& context, const SymmetricSlot& slot,
                 ByteView nonce, const Chunk& chunk) {
  const crypto::CcmSizes sizes{.associated_data = context.total_associated_data,
                               .message = context.total_message,
                               .tag = context.tag_size,
                               .message_may_count_tag = context.total_may_count_tag};
  const auto started =
      cx.crypto.cipher_stream.start_ccm(context.direction, slot.value.reveal(), nonce, sizes);
  return run(cx, context, started, chunk);
}

Status begin_gcm(Context& cx, const ChunkContext& context, const SymmetricSlot& slot, ByteView iv,
                 const Chunk& chunk) {
  const auto started =
      cx.crypto.cipher_stream.start_gcm(context.direction, slot.value.reveal(), iv);
  return run(cx, context, started, chunk);
}

Status check_chunk(Context& cx, crypto::CipherDirection direction, const Chunk& chunk,
                   std::size_t answer_size) {
  const auto& running = cx.ram.chunks;
  if (!running.open || running.direction != direction) return Status::kSessionError;
  if (answer_size > cx.max_answer_size) return Status::kBufferLengthExceeded;
  switch (fit_of(running, chunk.associated_data.size(), chunk.message.size())) {
    case ChunkFit::kFits: return Status::kOk;
    case ChunkFit::kOutOfOrder: break;
    case ChunkFit::kWrongTotal: give_up(cx);
  }
  return Status::kInconsistentCommandData;
}

Status take_chunk(Context& cx, const Chunk& chunk) {
  auto& stream = cx.crypto.cipher_stream;
  auto& running = cx.ram.chunks;
  const auto size = chunk.message.size();
  // Behind the message there is only associated data of size 0, which fit_of() has made sure of.
  const bool done =
      (chunk.associated_data.empty() || stream.add_associated_data(chunk.associated_data)) &&
      stream.process(chunk.message, cx.scratch.first(size));
  if (!done) {
    give_up(cx);
    return Status::kUnexpectedError;
  }
  running.associated_data += chunk.associated_data.size();
  running.message += size;
  return Status::kOk;
}

void give_up(Context& cx) {
  cx.ram.chunks.clear();
  cx.crypto.cipher_stream.abandon();
}

}  // namespace stsafe::sim
