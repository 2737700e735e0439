#include "stsafe/sim/handlers/ccm_counter.h"

#include <limits>

namespace stsafe::sim {

bool counter_is_spent(const SymmetricSlot& slot) {
  return slot.key.counter.present() && slot.counter_spent;
}

void place_counter(const SymmetricSlot& slot, ByteSpan nonce) {
  if (!slot.key.counter.present()) return;
  wire::Writer w{nonce.subspan(slot.key.counter.offset(), sizeof(slot.counter))};
  w.put(slot.counter);
}

std::size_t counter_answer_size(const SymmetricSlot& slot) {
  return 1 + (slot.key.counter.present() ? sizeof(slot.counter) : 0);
}

void write_counter(wire::Writer& w, const SymmetricSlot& slot) {
  const bool present = slot.key.counter.present();
  w.put(static_cast<std::uint8_t>(present ? 1 : 0));
  if (present) w.put(slot.counter);
}

void count_encryption(Context& cx, wire::SlotNumber number) {
  if (!cx.nvm.symmetric[number.raw()].key.counter.present()) return;
  auto& slot = cx.edit_symmetric_slot(number);
  slot.counter_spent = slot.counter == std::numeric_limits<std::uint32_t>::max();
  if (!slot.counter_spent) ++slot.counter;
}

}  // namespace stsafe::sim
