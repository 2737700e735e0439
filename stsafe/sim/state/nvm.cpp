#include "stsafe/sim/state/nvm.h"

namespace stsafe::sim {
namespace {

template <std::size_t N>
void copy_secret(const Secret<N>& from, Secret<N>& to) {
  copy_bytes(from.reveal(), to.prepare(from.size()));
}

void copy_host_key(const HostKeySlot& from, HostKeySlot& to) {
  to.present = from.present;
  to.type = from.type;
  copy_secret(from.keys.mac, to.keys.mac);
  copy_secret(from.keys.cipher, to.keys.cipher);
  to.counter = from.counter;
  to.num_wrong_macs = from.num_wrong_macs;
}

void copy_slot(const SymmetricSlot& from, SymmetricSlot& to) {
  to.present = from.present;
  to.key = from.key;
  copy_secret(from.value, to.value);
  to.counter = from.counter;
  to.counter_spent = from.counter_spent;
}

}  // namespace

wire::CommandRule CommandRules::find(wire::Opcode opcode) const {
  const auto listed = std::span{rules}.first(num_rules);
  const auto found = std::ranges::find(listed, opcode, &wire::CommandRule::opcode);
  return found != listed.end() ? *found : wire::CommandRule{.opcode = opcode};
}

void SymmetricSlot::clear() {
  present = false;
  key = {};
  value.clear();
  counter = 0;
  counter_spent = false;
}

void copy_record(const Nvm& from, RecordId record, Nvm& to) {
  switch (record.kind) {
    case RecordKind::kIdentity: to.identity = from.identity; break;
    case RecordKind::kLifeCycle: to.life_cycle = from.life_cycle; break;
    case RecordKind::kCommands: to.commands = from.commands; break;
    case RecordKind::kHostKeyControl: to.host_key_control = from.host_key_control; break;
    case RecordKind::kHostKey: copy_host_key(from.host_key, to.host_key); break;
    case RecordKind::kSymmetricControl:
      to.symmetric_control[record.index] = from.symmetric_control[record.index];
      break;
    case RecordKind::kSymmetricSlot:
      copy_slot(from.symmetric[record.index], to.symmetric[record.index]);
      break;
  }
}

void copy_all(const Nvm& from, Nvm& to) {
  to.num_symmetric_slots = from.num_symmetric_slots;
  for (const auto kind : {RecordKind::kIdentity, RecordKind::kLifeCycle, RecordKind::kCommands,
                          RecordKind::kHostKeyControl, RecordKind::kHostKey}) {
    copy_record(from, {kind}, to);
  }
  for (std::uint8_t i = 0; i < kMaxSymmetricSlots; ++i) {
    copy_record(from, {RecordKind::kSymmetricControl, i}, to);
    copy_record(from, {RecordKind::kSymmetricSlot, i}, to);
  }
}

}  // namespace stsafe::sim
