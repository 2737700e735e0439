#pragma once

#include "stsafe/sim/context.h"

// The counter of CCM* keys, which one-shot and chunked encryption share (part 02, section 6.2).
namespace stsafe::sim {

/// True if the key has a counter and its last value was used.
bool counter_is_spent(const SymmetricSlot& slot);
/// Puts the counter, if the key has one, where it belongs in the nonce.
void place_counter(const SymmetricSlot& slot, ByteSpan nonce);
/// How many bytes counter presence and counter take in an answer.
std::size_t counter_answer_size(const SymmetricSlot& slot);
/// Writes counter presence and, if there is one, the counter that was used.
void write_counter(wire::Writer& w, const SymmetricSlot& slot);
/// Counts an encryption, if the key has a counter.
void count_encryption(Context& cx, wire::SlotNumber number);

}  // namespace stsafe::sim
