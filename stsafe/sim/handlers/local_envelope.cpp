#include "stsafe/sim/handlers/local_envelope.h"

#include "stsafe/sim/access/local_envelope_rules.h"

namespace stsafe::sim {
namespace {

/// The key to wrap or unwrap with.
Result<const LocalEnvelopeKey*, Status> key_in(const Context& cx, wire::LocalEnvelopeSlot slot) {
  if (slot.raw() >= kNumLocalEnvelopeSlots) return Status::kEntryNotFound;
  const auto& key = cx.nvm.local_envelope[slot.raw()];
  if (!key.present) return Status::kKeyNotFound;
  return &key;
}

}  // namespace

Reply<wire::GenerateLocalEnvelopeKey> handle(Context& cx,
                                             const wire::GenerateLocalEnvelopeKey& command) {
  const auto index = command.slot.raw();
  if (index >= kNumLocalEnvelopeSlots) return Status::kEntryNotFound;
  const bool has_key = cx.nvm.local_envelope[index].present;
  if (const auto s = check_make_envelope_key(has_key, command.type); s != Status::kOk) return s;
  Secret<32> value;
  const auto size = wire::KeyDescription{.type = command.type}.key_size();
  if (!cx.crypto.rng.fill(value.prepare(size))) return Status::kUnexpectedError;

  auto& key = cx.edit_local_envelope(command.slot);
  key.present = true;
  key.type = command.type;
  copy_bytes(value.reveal(), key.value.prepare(size));
  return wire::GenerateLocalEnvelopeKey::Response{};
}

Reply<wire::QueryLocalEnvelopeKeyTable> handle(
    Context& cx, const wire::QueryLocalEnvelopeKeyTable& /*command*/) {
  using Response = wire::QueryLocalEnvelopeKeyTable::Response;
  wire::Writer w{cx.scratch};
  for (std::uint8_t i = 0; i < kNumLocalEnvelopeSlots; ++i) {
    const auto& key = cx.nvm.local_envelope[i];
    encode(w, wire::LocalEnvelopeRecord{wire::LocalEnvelopeSlot{i}, key.present, key.type});
  }
  const auto records = w.finish();
  if (!records) return Status::kUnexpectedError;
  return Response{Response::NumSlots{kNumLocalEnvelopeSlots}, wire::Tail{*records}};
}

Reply<wire::WrapLocalEnvelope> handle(Context& cx, const wire::WrapLocalEnvelope& command) {
  const auto key = key_in(cx, command.slot);
  if (!key) return key.error();
  const auto payload = command.payload.bytes();
  if (!can_be_wrapped(payload.size())) return Status::kInconsistentCommandData;
  const auto wrapped = cx.scratch.first(payload.size() + crypto::kKeyWrapOverhead);
  if (!cx.crypto.key_wrap.wrap((*key)->value.reveal(), payload, wrapped)) {
    return Status::kUnexpectedError;
  }
  return wire::WrapLocalEnvelope::Response{wire::Tail{wrapped}};
}

Reply<wire::UnwrapLocalEnvelope> handle(Context& cx, const wire::UnwrapLocalEnvelope& command) {
  const auto key = key_in(cx, command.slot);
  if (!key) return key.error();
  const auto wrapped = command.wrapped.bytes();
  if (!can_be_unwrapped(wrapped.size())) return Status::kInconsistentCommandData;
  const auto payload = cx.scratch.first(wrapped.size() - crypto::kKeyWrapOverhead);
  const auto done = cx.crypto.key_wrap.unwrap((*key)->value.reveal(), wrapped, payload);
  if (done) return wire::UnwrapLocalEnvelope::Response{wire::Tail{payload}};
  return done.failed_with(CryptoError::kNotAuthentic) ? Status::kInconsistentCommandData
                                                      : Status::kUnexpectedError;
}

}  // namespace stsafe::sim
