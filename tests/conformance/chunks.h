#pragma once

#include "tests/conformance/cases_aes.h"

// Keys for chunks, and the requests that start a message (part 02, sections 6.3, 6.5 and 6.6).
namespace stsafe::conformance {

/// The worked example's key, for chunks, too.
template <std::uint8_t kTagSize = 16, std::uint16_t kUsage = 0x003C>
void chunk_key(sim::Nvm& nvm) {
  auto& key = put_key(nvm).key;
  key.parameter = kTagSize;
  key.usage = wire::Usage{kUsage};
}
/// The same with a counter at an offset of the nonce, whose next value is 7.
template <std::uint8_t kOffset = 9>
void chunk_key_with_counter(sim::Nvm& nvm) {
  chunk_key<4>(nvm);
  auto& slot = nvm.symmetric[0];
  slot.key.counter = wire::CounterPlacement::at(kOffset);
  slot.counter = 7;
}

inline constexpr std::string_view kStartEncryptCcmStar =
    "1F11 00 000D 000102030405060708090A0B0C 0008 00000010 0000 0000";
inline constexpr std::string_view kStartDecryptCcmStar =
    "1F14 00 000D 000102030405060708090A0B0C 0008 00000010 0000 0000";
inline constexpr std::string_view kStartEncryptGcm =
    "1F11 00 000C CAFEBABEFACEDBADDECAF888 0000 0000";
inline constexpr std::string_view kStartDecryptGcm =
    "1F14 00 000C CAFEBABEFACEDBADDECAF888 0000 0000";

}  // namespace stsafe::conformance
