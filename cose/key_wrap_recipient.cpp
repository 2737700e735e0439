#include "cose/key_wrap_recipient.h"

#include "cose/envelope_algorithms.h"

namespace stsafe::cose {

std::int64_t KeyWrapRecipient::own_algorithm() const {
  return key_->size() == 16 ? algorithm::kA128Kw : algorithm::kA256Kw;
}

Result<Recipient> KeyWrapRecipient::encrypt(ByteView content_key) {
  Recipient recipient;
  recipient.encrypted_key.resize(content_key.size() + crypto::kKeyWrapOverhead);
  const auto wrapped = key_->wrap(content_key, recipient.encrypted_key);
  if (!wrapped) return core_failure(wrapped.error(), "wrap the content key");
  // Key wrap authenticates nothing else: its protected bucket is empty (RFC 9052, section 8.5.2).
  HeaderMap unprotected{.algorithm = own_algorithm()};
  if (!key_id_.empty()) unprotected.key_id = key_id_;
  recipient.headers = make_headers({}, std::move(unprotected));
  return recipient;
}

bool KeyWrapRecipient::is_meant_by(const Recipient& recipient) const {
  return !recipient.is_layered && recipient.algorithm() == own_algorithm() &&
         names_key(recipient, key_id_);
}

Result<void> KeyWrapRecipient::decrypt(const Recipient& recipient, ContentKey& content_key) {
  if (!recipient.headers.protected_bytes.empty()) {
    return Failure{
        Reason::kUnexpected, "a recipient with key wrap has protected header parameters", {}};
  }
  const auto size = recipient.encrypted_key.size();
  if (size != 16 + crypto::kKeyWrapOverhead && size != 32 + crypto::kKeyWrapOverhead) {
    return Failure{
        Reason::kUnexpected, "a wrapped content key has " + std::to_string(size) + " bytes", {}};
  }
  const auto plain = content_key.prepare(size - crypto::kKeyWrapOverhead);
  const auto unwrapped = key_->unwrap(recipient.encrypted_key, plain);
  if (unwrapped) return {};
  content_key.clear();
  return core_failure(unwrapped.error(), "unwrap the content key");
}

}  // namespace stsafe::cose
