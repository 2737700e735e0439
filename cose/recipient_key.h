#pragma once

#include "cose/recipient.h"
#include "stsafe/base/secret.h"

namespace stsafe::cose {

/// The key of one content.
using ContentKey = Secret<32>;

/// A key, wherever it is, that content keys are encrypted with, so that who has it can open an
/// envelope.
class RecipientKey {
 public:
  /// Encrypts a content key for whoever has this key.
  virtual Result<Recipient> encrypt(ByteView content_key) = 0;
  /// Whether a recipient may be for this key: by algorithm and key identifier.
  virtual bool is_meant_by(const Recipient& recipient) const = 0;
  /// Decrypts the content key of a recipient that is_meant_by() takes. Reason::kNotAuthentic if it
  /// was not encrypted with this key.
  virtual Result<void> decrypt(const Recipient& recipient, ContentKey& content_key) = 0;

 protected:
  ~RecipientKey() = default;
};

/// Whether a recipient names a key of this identifier. A key without one is named by all.
bool names_key(const Recipient& recipient, ByteView key_id);

}  // namespace stsafe::cose
