#pragma once

#include "stsafe/sim/access/chunk_rules.h"
#include "stsafe/sim/context.h"

// What encryption and decryption by chunks have in common (part 02, section 6.6).
namespace stsafe::sim {

/// A chunk as Start, Process and Finish bring it.
struct Chunk {
  ByteView associated_data{};
  ByteView message{};  ///< plaintext or ciphertext
};

/// A message that is to be started, and the key that it uses.
ChunkContext context_for(const SymmetricSlot& slot, crypto::CipherDirection direction);

/// Replaces what was running with a CCM* message, and takes its first chunk, which fits. Writes the
/// chunk's text to the scratch memory.
Status begin_ccm(Context& cx, const ChunkContext& context, const SymmetricSlot& slot,
                 ByteView nonce, const Chunk& chunk);
/// The same for GCM.
Status begin_gcm(Context& cx, const ChunkContext& context, const SymmetricSlot& slot, ByteView iv,
                 const Chunk& chunk);

/// Checks that a message runs in this direction (07), that the answer fits (06) and that the chunk
/// fits (02; gives up a message that exceeds its totals).
Status check_chunk(Context& cx, crypto::CipherDirection direction, const Chunk& chunk,
                   std::size_t answer_size);
/// Takes a chunk that was checked. Writes its text to the scratch memory.
Status take_chunk(Context& cx, const Chunk& chunk);
/// Gives up the message that runs.
void give_up(Context& cx);

}  // namespace stsafe::sim
