#include "stsafe/sim/handlers/symmetric_key.h"

#include <limits>

#include "stsafe/sim/access/key_rules.h"
#include "stsafe/wire/envelope.h"

namespace stsafe::sim {
namespace {

using ControlFields = wire::SlotControlFields;
constexpr std::uint8_t kReservedFlags = 0xC0;
/// Key wrap needs two blocks inside.
constexpr std::size_t kMinWrappedSize = 24;
constexpr std::size_t kMaxWrappedSize = wire::kMaxEnvelopeSize + crypto::kKeyWrapOverhead;

Result<void, Status> unwrap(Context& cx, ByteView wrapped, ByteSpan plain) {
  auto& kek = cx.ram.kek;
  if (kek.num_wrapped == std::numeric_limits<std::uint8_t>::max()) {
    return Status::kCounterLimitExceeded;
  }
  ++kek.num_wrapped;  // counts whatever reaches unwrapping, good or bad (trap T-22)
  channel::Kek working;
  if (!channel::derive_working_kek(cx.crypto.hkdf, kek.base, kek.num_wrapped, working)) {
    return Status::kUnexpectedError;
  }
  if (!cx.crypto.key_wrap.unwrap(working.reveal(), wrapped, plain)) {
    return Status::kInconsistentCommandData;
  }
  return {};
}

/// The order of trap T-29: range, consistency, control fields, lock.
Status check_write(const Context& cx, const wire::KeyInfo& info) {
  if (!cx.has_symmetric_slot(info.slot)) return Status::kEntryNotFound;
  const auto index = info.slot.raw();
  if (const auto s = check_key_description(info.key); s != Status::kOk) return s;
  if (const auto s = check_wrapped_anonymous(cx.nvm.symmetric_control[index]); s != Status::kOk) {
    return s;
  }
  const auto& present = cx.nvm.symmetric[index];
  return present.present ? check_overwrite(present.key.lock) : Status::kOk;
}

}  // namespace

Reply<wire::QuerySymmetricKeyTable> handle(Context& cx,
                                           const wire::QuerySymmetricKeyTable& /*command*/) {
  wire::Writer w{cx.scratch};
  const auto slots = std::span{cx.nvm.symmetric}.first(cx.nvm.num_symmetric_slots);
  for (const auto& slot : slots) {
    encode(w, wire::SlotRecord{slot.present, slot.key, slot.counter}, cx.choices.secret_parameters);
  }
  const auto records = w.finish();
  if (!records) return Status::kUnexpectedError;
  using Response = wire::QuerySymmetricKeyTable::Response;
  return Response{Response::NumSlots{static_cast<std::uint8_t>(slots.size())},
                  wire::Tail{*records}};
}

Reply<wire::QuerySymmetricControlFields> handle(Context& cx,
                                                const wire::QuerySymmetricControlFields& command) {
  if (!cx.has_symmetric_slot(command.slot)) return Status::kEntryNotFound;
  return wire::QuerySymmetricControlFields::Response{cx.nvm.symmetric_control[command.slot.raw()]};
}

Reply<wire::PutSymmetricControlFields> handle(Context& cx,
                                              const wire::PutSymmetricControlFields& command) {
  if (!cx.has_symmetric_slot(command.slot)) return Status::kEntryNotFound;
  if (!cx.nvm.symmetric_control[command.slot.raw()].allows(ControlFields::kChangeRight)) {
    return Status::kAccessConditionNotSatisfied;
  }
  if (command.fields.allows(kReservedFlags)) return Status::kValueOutOfRange;
  cx.edit_symmetric_control(command.slot) = command.fields;
  return wire::PutSymmetricControlFields::Response{};
}

Reply<wire::WriteSymmetricKeyWrapped> handle(Context& cx,
                                             const wire::WriteSymmetricKeyWrapped& command) {
  if (!cx.ram.kek.open) return Status::kSessionError;
  const auto wrapped = command.envelope.bytes();
  if (wrapped.size() < kMinWrappedSize || wrapped.size() > kMaxWrappedSize ||
      wrapped.size() % wire::kEnvelopeBlockSize != 0) {
    return Status::kInconsistentCommandData;
  }
  Secret<wire::kMaxEnvelopeSize> plain;
  if (const auto done =
          unwrap(cx, wrapped, plain.prepare(wrapped.size() - crypto::kKeyWrapOverhead));
      !done) {
    return done.error();
  }
  const auto content = wire::read_envelope(plain.reveal());
  if (!content) return Status::kInconsistentCommandData;
  if (const auto status = check_write(cx, content->info); status != Status::kOk) return status;

  auto& slot = cx.edit_symmetric_slot(content->info.slot);
  slot.clear();
  slot.present = true;
  slot.key = content->info.key;
  copy_bytes(content->key, slot.value.prepare(content->key.size()));
  return wire::WriteSymmetricKeyWrapped::Response{};
}

Reply<wire::EraseSymmetricKeySlot> handle(Context& cx, const wire::EraseSymmetricKeySlot& command) {
  if (!cx.has_symmetric_slot(command.slot)) return Status::kEntryNotFound;
  const auto& slot = cx.nvm.symmetric[command.slot.raw()];
  if (!slot.present) return Status::kKeyNotFound;
  if (const auto status = check_erase(slot.key.lock); status != Status::kOk) return status;
  cx.edit_symmetric_slot(command.slot).clear();
  return wire::EraseSymmetricKeySlot::Response{};
}

}  // namespace stsafe::sim
