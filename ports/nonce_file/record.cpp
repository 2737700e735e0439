#include "ports/nonce_file/record.h"

#include <algorithm>

#include "stsafe/base/hex.h"
#include "stsafe/wire/reader.h"
#include "stsafe/wire/writer.h"

namespace stsafe::nonce_file {
namespace {

constexpr auto kMagic = "535453414645 4E52"_hex;
constexpr std::size_t kZeros = 5;
constexpr std::size_t kCheckedSize = kRecordSize - sizeof(std::uint64_t);

void put(wire::Writer& w, std::uint64_t value) {
  w.put(static_cast<std::uint32_t>(value >> 32));
  w.put(static_cast<std::uint32_t>(value));
}

std::uint64_t number_at(ByteView bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (const auto byte : bytes.subspan(at, sizeof value)) {
    value = value << 8 | std::to_integer<std::uint64_t>(byte);
  }
  return value;
}

}  // namespace

std::uint64_t crc64(ByteView bytes) {
  constexpr std::uint64_t kPolynomial = 0xC96C5795D7870F42;  // of ECMA-182, bits reversed
  std::uint64_t crc = ~std::uint64_t{0};
  for (const auto byte : bytes) {
    crc ^= std::to_integer<std::uint64_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
  }
  return ~crc;
}

Fixed<kRecordSize> encode(const Record& record) {
  Fixed<kRecordSize> bytes{};
  wire::Writer w{bytes};
  w.put(ByteView{kMagic});
  w.put(record.version);
  w.put(static_cast<std::uint8_t>(record.kind));
  w.put(ByteView{record.label});
  w.put(ByteView{Fixed<kZeros>{}});
  put(w, record.number);
  put(w, record.end);
  put(w, record.inode);
  put(w, record.birth);
  put(w, crc64(ByteView{bytes}.first(kCheckedSize)));
  return bytes;
}

std::optional<Record> decode(ByteView bytes, std::size_t place) {
  if (bytes.size() != kRecordSize || !begins_as_record(bytes)) return std::nullopt;
  if (crc64(bytes.first(kCheckedSize)) != number_at(bytes, kCheckedSize)) return std::nullopt;
  Record record;
  record.version = std::to_integer<std::uint8_t>(bytes[8]);
  if (record.version != kVersion) return record;
  record.kind = static_cast<Kind>(bytes[9]);
  copy_bytes(bytes.subspan(10, record.label.size()), record.label);
  record.number = number_at(bytes, 24);
  record.end = number_at(bytes, 32);
  record.inode = number_at(bytes, 40);
  record.birth = number_at(bytes, 48);
  if (place_of(record.number) != place) return std::nullopt;
  return record;
}

bool begins_as_record(ByteView bytes) {
  const auto size = std::min(bytes.size(), kMagic.size());
  return size > 0 && std::ranges::equal(bytes.first(size), ByteView{kMagic}.first(size));
}

}  // namespace stsafe::nonce_file
