#include "stsafe/channel/agreement_signature.h"

namespace stsafe::channel {

Result<ByteView> signed_data(crypto::Hash& hash, Curve signing_curve, HashAlgorithm algorithm,
                             const PublicKey& host_key, const PublicKey& device_key,
                             SignedData& buffer) {
  wire::Writer w{buffer};
  wire::encode_to_be_signed(w, host_key, device_key);
  const auto text = w.finish();
  if (!text || signing_curve == Curve::kEd25519) return text;
  Fixed<kMaxDigestSize> digest;
  const auto out = ByteSpan{digest}.first(digest_size(algorithm));
  const std::array parts{*text};
  if (auto done = hash.digest(algorithm, parts, out); !done) return done.error();
  copy_bytes(out, buffer);
  return ByteView{buffer}.first(out.size());
}

}  // namespace stsafe::channel
