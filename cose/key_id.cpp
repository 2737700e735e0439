#include "cose/key_id.h"

#include <algorithm>

namespace stsafe::cose {

namespace {

constexpr Fixed<4> kLetters{std::byte{'A'}, std::byte{'1'}, std::byte{'2'}, std::byte{'0'}};

std::string to_hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const auto byte : bytes) {
    text += kDigits[std::to_integer<std::size_t>(byte >> 4)];
    text += kDigits[std::to_integer<std::size_t>(byte & std::byte{0x0F})];
  }
  return text;
}

}  // namespace

Bytes encode_key_id(const ChipKeyId& id) {
  Bytes bytes(kChipKeyIdSize);
  copy_bytes(kLetters, bytes);
  copy_bytes(id.serial_number, ByteSpan{bytes}.subspan(kLetters.size()));
  bytes.back() = static_cast<std::byte>(id.slot.raw());
  return bytes;
}

std::optional<ChipKeyId> parse_key_id(ByteView key_id) {
  if (key_id.size() != kChipKeyIdSize) return std::nullopt;
  if (!std::ranges::equal(key_id.first(kLetters.size()), kLetters)) return std::nullopt;
  ChipKeyId id;
  copy_bytes(key_id.subspan(kLetters.size(), id.serial_number.size()), id.serial_number);
  id.slot = wire::SlotNumber{std::to_integer<std::uint8_t>(key_id.back())};
  return id;
}

std::string to_text(const ChipKeyId& id) {
  return "slot " + std::to_string(id.slot.raw()) + " of chip " + to_hex(id.serial_number);
}

KeyIdRule KeyIdRule::exactly(ByteView key_id) {
  KeyIdRule rule;
  rule.exactly_.emplace(key_id.begin(), key_id.end());
  return rule;
}

KeyIdRule KeyIdRule::any() {
  KeyIdRule rule;
  rule.any_ = true;
  return rule;
}

Result<void> KeyIdRule::check(const Bytes* key_id, const ChipKeyId& own) const {
  if (any_ || key_id == nullptr) return {};
  if (exactly_) {
    if (*key_id == *exactly_) return {};
    return Failure{
        Reason::kWrongKey, "the message names another key (kid) than the one asked for", {}};
  }
  const auto named = parse_key_id(*key_id);
  if (!named || *named == own) return {};
  return Failure{
      Reason::kWrongKey,
      "the message names the key in " + to_text(*named) + ", not the one in " + to_text(own),
      {}};
}

}  // namespace stsafe::cose
