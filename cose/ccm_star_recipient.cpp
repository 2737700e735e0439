#include "cose/ccm_star_recipient.h"

#include "cose/algorithm.h"

namespace stsafe::cose {
Result<CcmStarRecipient> CcmStarRecipient::make(host::Device& device, const wire::KeyInfo& info,
                                                host::NonceSource* nonces, ByteView key_id) {
  const auto algorithm = ccm_algorithm({info.key.type, info.key.parameter});
  if (!algorithm) {
    return Failure{
        Reason::kUnsupported,
        "COSE has no tag of " + std::to_string(info.key.parameter) + " bytes for such a key",
        {}};
  }
  return CcmStarRecipient{host::CcmStarKey{device, info}, *algorithm, nonces, key_id};
}

Result<Recipient> CcmStarRecipient::encrypt(ByteView content_key) {
  if (nonces_ == nullptr) {
    return Failure{Reason::kInvalidRequest, "this key has no nonces to encrypt with", {}};
  }
  HeaderMap unprotected;
  if (!key_id_.empty()) unprotected.key_id = key_id_;
  Recipient recipient;
  recipient.headers = make_headers({.algorithm = algorithm_}, std::move(unprotected));
  const auto context =
      enc_structure(EncryptionContext::kEncryptRecipient, recipient.headers.protected_bytes, {});
  if (!context) return context.error();
  recipient.encrypted_key.resize(content_key.size() + key_.tag_size());
  const ByteSpan encrypted{recipient.encrypted_key};
  const auto nonce =
      key_.encrypt(*nonces_, *context, content_key, encrypted.first(content_key.size()),
                   encrypted.subspan(content_key.size()));
  if (!nonce) return core_failure(nonce.error(), "encrypt the content key");
  recipient.headers.unprotected.iv.emplace(nonce->bytes().begin(), nonce->bytes().end());
  return recipient;
}

bool CcmStarRecipient::is_meant_by(const Recipient& recipient) const {
  return !recipient.is_layered && recipient.headers.protected_map.algorithm == algorithm_ &&
         names_key(recipient, key_id_);
}

Result<void> CcmStarRecipient::decrypt(const Recipient& recipient, ContentKey& content_key) {
  const auto* iv = recipient.headers.iv();
  const auto nonce = iv == nullptr ? stsafe::Result<host::Nonce>{UsageError::kWrongSize}
                                   : host::Nonce::chosen_by_caller(*iv);
  if (!nonce) {
    return Failure{Reason::kUnexpected, "a recipient with AES-CCM has no IV of 13 bytes", {}};
  }
  const ByteView encrypted{recipient.encrypted_key};
  const auto tag_size = key_.tag_size();
  if (encrypted.size() != 16 + tag_size && encrypted.size() != 32 + tag_size) {
    return Failure{Reason::kUnexpected,
                   "an encrypted content key has " + std::to_string(encrypted.size()) + " bytes",
                   {}};
  }
  const auto context =
      enc_structure(EncryptionContext::kEncryptRecipient, recipient.headers.protected_bytes, {});
  if (!context) return context.error();
  const auto size = encrypted.size() - tag_size;
  const auto decrypted = key_.decrypt(*nonce, *context, encrypted.first(size),
                                      encrypted.subspan(size), content_key.prepare(size));
  if (decrypted) return {};
  content_key.clear();
  return core_failure(decrypted.error(), "decrypt the content key");
}

}  // namespace stsafe::cose
