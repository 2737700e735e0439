#include "stsafe/sim/handlers/symmetric_key.h"

#include "stsafe/sim/handlers/unwrap.h"
#include "stsafe/sim/handlers/write_key.h"
#include "stsafe/wire/envelope.h"

namespace stsafe::sim {
namespace {

/// Key wrap needs two blocks inside.
constexpr std::size_t kMinWrappedSize = 24;
constexpr std::size_t kMaxWrappedSize = wire::kMaxEnvelopeSize + crypto::kKeyWrapOverhead;

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
  const auto& current = cx.nvm.symmetric_control[command.slot.raw()];
  if (const auto s = check_put_fields(current, command.fields); s != Status::kOk) return s;
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
  if (const auto status =
          unwrap(cx, wrapped, plain.prepare(wrapped.size() - crypto::kKeyWrapOverhead));
      status != Status::kOk) {
    return status;
  }
  const auto content = wire::read_envelope(plain.reveal());
  if (!content) return Status::kInconsistentCommandData;
  const Provisioning how{ProvisioningMethod::kWrapped, cx.ram.kek.authenticated_by};
  if (const auto s = check_write(cx, content->info, how); s != Status::kOk) return s;
  write_key(cx, content->info, content->key);
  return wire::WriteSymmetricKeyWrapped::Response{};
}

Reply<wire::WriteSymmetricKeyPlaintext> handle(Context& cx,
                                               const wire::WriteSymmetricKeyPlaintext& command) {
  const auto key = command.key.bytes();
  // Where the key information does not say how long the key is, it is refused below.
  const auto size = command.info.key.key_size();
  if (size != 0 && key.size() != size) return Status::kInconsistentCommandData;
  const Provisioning how{ProvisioningMethod::kPlaintext};
  if (const auto s = check_write(cx, command.info, how); s != Status::kOk) return s;
  write_key(cx, command.info, key);
  return wire::WriteSymmetricKeyPlaintext::Response{};
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
