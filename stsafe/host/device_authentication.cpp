#include "stsafe/host/device_authentication.h"

#include <algorithm>

#include "stsafe/host/key_pair.h"

namespace stsafe::host {
namespace {

/// As long as the longest digest: what P-521 signs, too.
constexpr std::size_t kMaxChallengeSize = kMaxDigestSize;

}  // namespace

Result<AuthenticDevice> authenticate_device(Device& device,
                                            const DeviceAuthenticationCrypto& crypto, ByteSpan room,
                                            wire::ZoneNumber zone, wire::PrivateKeySlot slot) {
  const auto certificate = read_device_certificate(device, room, zone);
  if (!certificate) return certificate.error();
  const auto key = crypto.certificates.verify_chain(*certificate);
  if (!key) return key.error();
  if (auto proven = prove_private_key(device, crypto.signature, crypto.rng, slot, *key); !proven) {
    return proven.error();
  }
  return AuthenticDevice{*certificate, *key};
}

Result<void> prove_private_key(Device& device, crypto::Signature& signature, crypto::Rng& rng,
                               wire::PrivateKeySlot slot, const PublicKey& key) {
  if (!can_sign(key.curve())) return UsageError::kUnsupportedCurve;
  const auto size = coordinate_size(key.curve());
  Fixed<kMaxChallengeSize> challenge_room{};
  const auto challenge = ByteSpan{challenge_room}.first(std::min(size, kMaxChallengeSize));
  if (auto drawn = rng.fill(challenge); !drawn) return drawn;
  Fixed<crypto::kMaxSignatureSize> signed_room{};
  const auto answer = ByteSpan{signed_room}.first(2 * size);
  if (auto made = KeyPair{device, slot, key.curve()}.sign(challenge, answer); !made) return made;
  return signature.verify(key, crypto::EddsaVariant::kPure, challenge, answer);
}

}  // namespace stsafe::host
