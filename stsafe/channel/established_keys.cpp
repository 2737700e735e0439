#include "stsafe/channel/established_keys.h"

#include "stsafe/channel/agreement_hkdf.h"

namespace stsafe::channel {
namespace {

constexpr std::byte kSymmetricKeyLabel{0x12};
constexpr std::byte kConfirmationKeyLabel{0x13};

}  // namespace

Result<void> derive_host_keys(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                              const PublicKey& device_key, const PublicKey& host_key,
                              wire::HostKeyType type, HostKeys& keys) {
  const auto size = wire::key_size(type);
  Secret<64> both;
  if (auto done = derive_from_agreement(hkdf, secret, host_key, device_key, both.prepare(2 * size));
      !done) {
    return done;
  }
  return keys.assign(type, both.reveal().first(size), both.reveal().last(size));
}

Result<void> derive_symmetric_keys(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                                   std::size_t keys_size, KeyMaterial& material) {
  constexpr std::array info{kSymmetricKeyLabel, kConfirmationKeyLabel};
  return hkdf.derive(kAgreementSalt, secret.reveal(), info,
                     material.prepare(kConfirmationKeySize + keys_size));
}

Result<ConfirmationMac> confirmation_mac(crypto::Cmac& cmac, const KeyMaterial& material,
                                         ByteView list) {
  crypto::AesBlock full{};
  const std::array parts{list};
  if (auto done = cmac.compute(material.reveal().first(kConfirmationKeySize), parts, full); !done) {
    return done.error();
  }
  ConfirmationMac mac{};
  copy_bytes(ByteView{full}.first(mac.size()), mac);
  return mac;
}

}  // namespace stsafe::channel
