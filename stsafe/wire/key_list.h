#pragma once

#include <span>

#include "stsafe/wire/symmetric_key.h"

// The list of keys in Confirm symmetric keys, protocol part 02 section 4.
namespace stsafe::wire {

/// A key for every slot is the longest list that can be meant.
inline constexpr std::size_t kMaxListedKeys = 16;
inline constexpr std::size_t kMaxKeyListSize = kMaxListedKeys * (2 + kMaxKeyInfoSize);

/// Writes each key information behind its two-byte length.
constexpr void encode_key_list(Writer& w, std::span<const KeyInfo> keys) {
  for (const auto& key : keys) {
    w.put(static_cast<std::uint16_t>(key_info_size(key.key.mode)));
    encode(w, key);
  }
}

/// Reads the next key of a list. The reader fails unless the length is that of the key information.
constexpr void next_listed_key(Reader& r, KeyInfo& key) {
  Reader item{r.take_bytes(r.take<std::uint16_t>())};
  decode(item, key);
  if (!item.finish()) r.fail(LinkError::kMalformedField);
}

}  // namespace stsafe::wire
