#include "stsafe/channel/kek.h"

#include "stsafe/channel/agreement_hkdf.h"

namespace stsafe::channel {
namespace {

constexpr std::byte kBaseKekLabel{0x10};
constexpr std::byte kWorkingKekLabel{0x11};

}  // namespace

Result<void> derive_base_kek(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                             const PublicKey& device_key, const PublicKey& host_key, Kek& base) {
  return derive_from_agreement(hkdf, secret, device_key, host_key, base.prepare(32));
}

Result<void> derive_working_kek(crypto::Hkdf& hkdf, const Kek& base, std::uint8_t counter,
                                Kek& working) {
  const std::array info{kBaseKekLabel, kWorkingKekLabel, static_cast<std::byte>(counter)};
  return hkdf.derive(kAgreementSalt, base.reveal(), info, working.prepare(32));
}

}  // namespace stsafe::channel
