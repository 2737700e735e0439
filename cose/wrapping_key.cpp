#include "cose/wrapping_key.h"

namespace stsafe::cose {

stsafe::Result<void> LocalEnvelopeWrappingKey::wrap(ByteView plain, ByteSpan wrapped) {
  return key_.wrap(plain, wrapped);
}

stsafe::Result<void> LocalEnvelopeWrappingKey::unwrap(ByteView wrapped, ByteSpan plain) {
  const auto unwrapped = key_.unwrap(wrapped, plain);
  // How the chip says that it did not wrap this: protocol part 02, section 9.
  if (unwrapped.failed_with(Status::kInconsistentCommandData)) return CryptoError::kNotAuthentic;
  return unwrapped;
}

stsafe::Result<void> HostWrappingKey::set_key(ByteView key) {
  if (key.size() != 16 && key.size() != 32) return CryptoError::kInvalidKey;
  return key_.assign(key);
}

stsafe::Result<void> HostWrappingKey::wrap(ByteView plain, ByteSpan wrapped) {
  return key_wrap_->wrap(key_.reveal(), plain, wrapped);
}

stsafe::Result<void> HostWrappingKey::unwrap(ByteView wrapped, ByteSpan plain) {
  return key_wrap_->unwrap(key_.reveal(), wrapped, plain);
}

}  // namespace stsafe::cose
