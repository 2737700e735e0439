#include "cose/local_key_id.h"

#include <algorithm>

#include "cose/key_id.h"

namespace stsafe::cose {
namespace {

constexpr Fixed<5> kLocalLetters{std::byte{'A'}, std::byte{'1'}, std::byte{'2'}, std::byte{'0'},
                                 std::byte{'L'}};

}  // namespace

Bytes encode_local_key_id(const LocalKeyId& id) {
  Bytes bytes(kLocalKeyIdSize);
  copy_bytes(kLocalLetters, bytes);
  copy_bytes(id.serial_number, ByteSpan{bytes}.subspan(kLocalLetters.size()));
  bytes.back() = static_cast<std::byte>(id.slot.raw());
  return bytes;
}

std::optional<LocalKeyId> parse_local_key_id(ByteView key_id) {
  if (key_id.size() != kLocalKeyIdSize) return std::nullopt;
  if (!std::ranges::equal(key_id.first(kLocalLetters.size()), kLocalLetters)) return std::nullopt;
  LocalKeyId id;
  copy_bytes(key_id.subspan(kLocalLetters.size(), id.serial_number.size()), id.serial_number);
  id.slot = wire::LocalEnvelopeSlot{std::to_integer<std::uint8_t>(key_id.back())};
  return id;
}

std::string to_text(const LocalKeyId& id) {
  // Says "slot N of chip S", too: only the kind of key differs.
  return "local envelope " + to_text(ChipKeyId{id.serial_number, wire::SlotNumber{id.slot.raw()}});
}

}  // namespace stsafe::cose
