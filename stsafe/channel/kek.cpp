#include "stsafe/channel/kek.h"

#include "stsafe/base/hex.h"

namespace stsafe::channel {
namespace {

constexpr auto kSalt = "E45D4CFD2015DE9E0AA9A9F6A49F4510 0F99D9633FB1B2DDDBEEE675D54DE25B"_hex;
constexpr std::byte kBaseKekLabel{0x10};
constexpr std::byte kWorkingKekLabel{0x11};

}  // namespace

Result<void> derive_base_kek(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                             const PublicKey& device_key, const PublicKey& host_key, Kek& base) {
  Fixed<2 * kMaxPublicKeySize> keys;
  const auto first = device_key.raw();
  const auto second = host_key.raw();
  copy_bytes(first, keys);
  copy_bytes(second, ByteSpan{keys}.subspan(first.size()));
  const auto info = ByteView{keys}.first(first.size() + second.size());
  return hkdf.derive(kSalt, secret.reveal(), info, base.prepare(32));
}

Result<void> derive_working_kek(crypto::Hkdf& hkdf, const Kek& base, std::uint8_t counter,
                                Kek& working) {
  const std::array info{kBaseKekLabel, kWorkingKekLabel, static_cast<std::byte>(counter)};
  return hkdf.derive(kSalt, base.reveal(), info, working.prepare(32));
}

}  // namespace stsafe::channel
