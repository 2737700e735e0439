#include "stsafe/channel/agreement_hkdf.h"

namespace stsafe::channel {

Result<void> derive_from_agreement(crypto::Hkdf& hkdf, const crypto::SharedSecret& secret,
                                   const PublicKey& first, const PublicKey& second, ByteSpan out) {
  Fixed<2 * kMaxPublicKeySize> keys;
  const auto front = first.raw();
  const auto back = second.raw();
  copy_bytes(front, keys);
  copy_bytes(back, ByteSpan{keys}.subspan(front.size()));
  const auto info = ByteView{keys}.first(front.size() + back.size());
  return hkdf.derive(kAgreementSalt, secret.reveal(), info, out);
}

}  // namespace stsafe::channel
