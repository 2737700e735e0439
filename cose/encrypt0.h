#pragma once

#include "cose/chip_key.h"
#include "cose/headers.h"
#include "cose/secret_bytes.h"
#include "stsafe/host/nonce.h"

// One message for one key that both ends have: COSE_Encrypt0 (RFC 9052, section 5.2).
namespace stsafe::cose {

/// The longest message: what the chip takes with one nonce.
inline constexpr std::size_t kMaxPlaintextSize = 65535;

/// What goes with a message to be sealed. All of it is authenticated.
struct SealOptions {
  std::optional<ContentType> content_type{};
  /// The kid: that of the chip's key (key_id.h) if there is none here; an empty one leaves it out.
  std::optional<Bytes> key_id{};
  /// What the reader must have as well, and does not get with the message.
  ByteView external_aad{};
  /// More protected header parameters. No labels 1 to 6: Reason::kInvalidRequest.
  std::vector<OtherParameter> others{};
};

/// What a reader knows of a message before it comes.
struct OpenOptions {
  ByteView external_aad{};
  KeyIdRule key_id{};
  /// Critical parameters that the caller will heed.
  std::vector<Label> understood{};
  /// Where messages carry a Partial IV, what it is added to: 13 bytes. Else empty.
  ByteView base_iv{};
};

/// A message that was authentic.
struct Opened {
  SecretBytes plaintext{};
  /// What stands in `headers.unprotected` is not authentic: anyone could have put it there.
  Headers headers{};
};

/// Seals a message with the next nonce and returns it, with tag 16. Alg, kid and content type are
/// protected; the IV is not, and need not be.
///
/// Reason::kTooLarge for more than kMaxPlaintextSize bytes, or if headers and external data
/// have more than kMaxAssociatedDataSize; kDevice with UsageError::kNonceExhausted if the source
/// has no nonce, with Status::kWrongKeyUsage if the key may not encrypt, and so on.
Result<Bytes> seal_encrypt0(ChipKey& key, host::NonceSource& nonces, ByteView plaintext,
                            const SealOptions& options = {});

/// Opens a message with tag 16 or without a tag. Nothing of it is released unless it is authentic.
///
/// Reason::kMalformed, kTruncated, kUnexpected, kTooLarge and kUnsupported as take_headers() and
/// CborReader, also for an algorithm that no key of the chip is for and a detached ciphertext;
/// kUnfitKey for an algorithm that this key is not for, kWrongKey for a kid that `options` do not
/// accept; kNotAuthentic; kDevice.
Result<Opened> open_encrypt0(ChipKey& key, ByteView message, const OpenOptions& options = {});

}  // namespace stsafe::cose
