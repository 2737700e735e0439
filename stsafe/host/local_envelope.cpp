#include "stsafe/host/local_envelope.h"

namespace stsafe::host {
namespace {

constexpr std::size_t kBlockSize = 8;
constexpr std::size_t kMinPayload = 2 * kBlockSize;

constexpr bool sizes_fit(std::size_t payload, std::size_t wrapped) {
  return payload >= kMinPayload && payload <= kMaxEnvelopePayload && payload % kBlockSize == 0 &&
         wrapped == payload + kEnvelopeOverhead;
}

}  // namespace

Result<LocalEnvelopeKeyTable> read_local_envelope_keys(Device& device) {
  const auto answer = device.call(wire::QueryLocalEnvelopeKeyTable{});
  if (!answer) return answer.error();
  LocalEnvelopeKeyTable table;
  table.num_slots = answer->num_slots.raw();
  if (table.num_slots > table.records.size()) return LinkError::kUnexpectedResponse;
  // How the record of an empty slot ends was never seen: with its presence, or a type that means
  // nothing.
  const auto bytes = answer->records.bytes();
  const bool has_every_type = bytes.size() == 3 * table.num_slots;
  wire::Reader r{bytes};
  for (auto& record : std::span{table.records}.first(table.num_slots)) {
    decode(r, record.slot);
    record.present = r.take<std::uint8_t>() != 0;
    if (record.present || has_every_type) decode(r, record.type);
  }
  if (auto end = r.finish(); !end) return end.error();
  return table;
}

Result<void> LocalEnvelopeKey::generate(wire::KeyType type) {
  if (type > wire::KeyType::kAes256) return UsageError::kOutOfRange;
  const auto made = device_->call(wire::GenerateLocalEnvelopeKey{slot_, type});
  if (!made) return made.error();
  return {};
}

Result<void> LocalEnvelopeKey::wrap(ByteView payload, ByteSpan wrapped) {
  if (!sizes_fit(payload.size(), wrapped.size())) return UsageError::kWrongSize;
  const auto answer = device_->call(wire::WrapLocalEnvelope{slot_, wire::Tail{payload}});
  if (!answer) return answer.error();
  if (answer->wrapped.bytes().size() != wrapped.size()) return LinkError::kUnexpectedResponse;
  copy_bytes(answer->wrapped.bytes(), wrapped);
  return {};
}

Result<void> LocalEnvelopeKey::unwrap(ByteView wrapped, ByteSpan payload) {
  if (!sizes_fit(payload.size(), wrapped.size())) return UsageError::kWrongSize;
  const auto answer = device_->call(wire::UnwrapLocalEnvelope{slot_, wire::Tail{wrapped}});
  if (!answer) return answer.error();
  if (answer->payload.bytes().size() != payload.size()) return LinkError::kUnexpectedResponse;
  copy_bytes(answer->payload.bytes(), payload);
  device_->forget();
  return {};
}

}  // namespace stsafe::host
