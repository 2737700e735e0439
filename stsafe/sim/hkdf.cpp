#include "stsafe/sim/hkdf.h"

#include "stsafe/base/wipe.h"

namespace stsafe::sim {

Result<void> hkdf_extract(crypto::Hmac& hmac, ByteView salt, ByteView key, Prk& prk) {
  static constexpr Fixed<crypto::kHmacSize> kNoSalt{};
  const std::array parts{key};
  Fixed<crypto::kHmacSize> mac{};
  const WipeOnExit mac_wiped{mac};
  const auto done = hmac.compute(salt.empty() ? ByteView{kNoSalt} : salt, parts, mac);
  if (done) copy_bytes(mac, prk.prepare(mac.size()));
  return done;
}

Result<void> hkdf_expand(crypto::Hmac& hmac, const Prk& prk, ByteView info, ByteSpan out) {
  if (out.size() > 255 * crypto::kHmacSize) return UsageError::kWrongSize;
  Fixed<crypto::kHmacSize> block{};
  const WipeOnExit block_wiped{block};
  ByteView previous{};
  for (Fixed<1> counter{std::byte{1}}; !out.empty();) {
    const std::array parts{previous, info, ByteView{counter}};
    Fixed<crypto::kHmacSize> next{};
    const WipeOnExit next_wiped{next};
    if (auto done = hmac.compute(prk.reveal(), parts, next); !done) return done;
    block = next;
    previous = block;
    const auto size = std::min(out.size(), block.size());
    copy_bytes(previous.first(size), out);
    out = out.subspan(size);
    counter[0] = static_cast<std::byte>(std::to_integer<unsigned>(counter[0]) + 1);
  }
  return {};
}

}  // namespace stsafe::sim
