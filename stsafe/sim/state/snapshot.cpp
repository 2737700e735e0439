#include "stsafe/sim/state/snapshot.h"

#include "stsafe/base/crc16.h"
#include "stsafe/base/hex.h"
#include "stsafe/wire/fields.h"

namespace stsafe::sim {
namespace {

constexpr auto kMagic = "53545353"_hex;  // STSS
constexpr std::uint8_t kVersion = 1;

}  // namespace

Result<ByteView, RecordError> encode_snapshot(const Nvm& from, ByteSpan out) {
  Fixed<kMaxRecordSize> room;
  const WipeOnExit room_wiped{room};
  wire::Writer w{out};
  w.put(ByteView{kMagic});
  w.put(kVersion);
  Result<void, RecordError> encoded;
  for_each_record([&](RecordId record) {
    const auto bytes = encode_record(from, record, room);
    if (!bytes) {
      encoded = bytes.error();
      return;
    }
    w.put(std::to_underlying(record.kind));
    w.put(record.index);
    encode(w, wire::Prefixed{*bytes});
  });
  if (!encoded) return encoded.error();
  w.put(crc16(ByteView{out}.first(w.size())));
  const auto written = w.finish();
  if (!written) return RecordError::kTooLong;
  return *written;
}

Result<void, RecordError> decode_snapshot(ByteView bytes, Nvm& fresh) {
  if (bytes.size() < kMagic.size() + sizeof(kVersion) + sizeof(std::uint16_t)) {
    return RecordError::kDamaged;
  }
  wire::Reader checked{bytes.last(sizeof(std::uint16_t))};
  const auto covered = bytes.first(bytes.size() - sizeof(std::uint16_t));
  if (checked.take<std::uint16_t>() != crc16(covered)) return RecordError::kDamaged;
  wire::Reader r{covered};
  if (!std::ranges::equal(r.take_bytes(kMagic.size()), kMagic)) return RecordError::kDamaged;
  if (r.take<std::uint8_t>() != kVersion) return RecordError::kTooNew;
  while (!r.at_end()) {
    const auto kind = static_cast<RecordKind>(r.take<std::uint8_t>());
    const RecordId record{kind, r.take<std::uint8_t>()};
    wire::Prefixed content;
    decode(r, content);
    if (r.failed()) return RecordError::kDamaged;
    if (!exists(record)) return RecordError::kTooNew;
    if (const auto decoded = decode_record(content.bytes(), record, fresh); !decoded) {
      return decoded;
    }
  }
  if (!r.finish()) return RecordError::kDamaged;
  return {};
}

}  // namespace stsafe::sim
