#pragma once

#include "cose/recipient_key.h"
#include "cose/wrapping_key.h"

namespace stsafe::cose {

/// A recipient with AES key wrap: A128KW or A256KW (RFC 9053, section 6.2.1), by the size of its
/// key.
class KeyWrapRecipient final : public RecipientKey {
 public:
  /// The key must outlive this object. `key_id` names it in messages; if it is empty, all
  /// recipients of its algorithm may be for it.
  KeyWrapRecipient(WrappingKey& key, ByteView key_id)
      : key_(&key), key_id_(key_id.begin(), key_id.end()) {}

  Result<Recipient> encrypt(ByteView content_key) override;
  bool is_meant_by(const Recipient& recipient) const override;
  Result<void> decrypt(const Recipient& recipient, ContentKey& content_key) override;

 private:
  std::int64_t own_algorithm() const;

  WrappingKey* key_;
  Bytes key_id_;
};

}  // namespace stsafe::cose
