#pragma once

#include "cose/recipient_key.h"
#include "stsafe/host/ccm_star_key.h"

namespace stsafe::cose {

/// A recipient with AES-CCM by a CCM* key in a slot of the chip, for all who have that key.
class CcmStarRecipient final : public RecipientKey {
 public:
  /// `info` says which key it is. `nonces` may be null: then this object only decrypts. `key_id`
  /// names the key in messages; if it is empty, all recipients of its algorithm may be for it.
  /// Reason::kUnsupported for a tag that COSE does not have with nonces of 13 bytes: all but 8 and
  /// 16 bytes.
  static Result<CcmStarRecipient> make(host::Device& device, const wire::KeyInfo& info,
                                       host::NonceSource* nonces, ByteView key_id);

  /// Reason::kInvalidRequest without nonces.
  Result<Recipient> encrypt(ByteView content_key) override;
  bool is_meant_by(const Recipient& recipient) const override;
  Result<void> decrypt(const Recipient& recipient, ContentKey& content_key) override;

 private:
  CcmStarRecipient(const host::CcmStarKey& key, std::int64_t algorithm, host::NonceSource* nonces,
                   ByteView key_id)
      : key_(key), algorithm_(algorithm), nonces_(nonces), key_id_(key_id.begin(), key_id.end()) {}

  host::CcmStarKey key_;
  std::int64_t algorithm_;
  host::NonceSource* nonces_;
  Bytes key_id_;
};

}  // namespace stsafe::cose
