#include "stsafe/host/host_authentication.h"

#include "stsafe/channel/agreement_signature.h"

namespace stsafe::host {

Result<wire::AgreementAuthentication> HostAuthentication::sign(const KeyShares& shares) {
  if (key_.curve == Curve::kX25519) return UsageError::kUnsupportedCurve;
  channel::SignedData buffer;
  const auto data = channel::signed_data(crypto_.hash, key_.curve, algorithm_, shares.host_key,
                                         shares.device_key, buffer);
  if (!data) return data.error();
  const auto half = coordinate_size(key_.curve);
  const auto signature = ByteSpan{signature_}.first(2 * half);
  const auto made = crypto_.signature.sign(key_.curve, key_.private_key,
                                           crypto::EddsaVariant::kPure, *data, signature);
  if (!made) return made.error();
  wire::AgreementAuthentication authentication{.public_key_slot = key_.slot,
                                               .r = wire::Prefixed{ByteView{signature}.first(half)},
                                               .s = wire::Prefixed{ByteView{signature}.last(half)}};
  if (key_.curve != Curve::kEd25519) {
    hash_oid_ = wire::hash_oid(algorithm_);
    authentication.hash = wire::Prefixed{hash_oid_};
  }
  return authentication;
}

}  // namespace stsafe::host
