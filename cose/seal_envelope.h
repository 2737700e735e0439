#pragma once

#include "cose/envelope.h"
#include "cose/header_map.h"

namespace stsafe::cose {

struct EnvelopeSealOptions {
  ContentAlgorithm algorithm = ContentAlgorithm::kA256Gcm;
  /// What the content is; authenticated, and to be read without a key.
  std::optional<ContentType> content_type{};
  /// Bytes that both sides know and that must be the same when it is opened. Not stored.
  ByteView external_aad{};
  Watch watch{};
};

/// Seals content of any size for everyone who has one of the keys: a COSE_Encrypt with tag 96 (RFC
/// 9052, section 5.1) goes into the sink, which is committed. The content is encrypted with a key
/// and an IV that are random and used for nothing else.
///
/// The ciphertext is one byte string if the source knows its size, else one in chunks of
/// kPieceSize. Reason::kTooLarge for more than kMaxContentSize bytes: before anything is written if
/// the size is known. After any failure the sink has been discarded.
Result<void> seal_envelope(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                           ByteSource& content, ByteSink& sealed,
                           const EnvelopeSealOptions& options = {});

/// Seals content with its ciphertext beside the envelope, as for firmware images (SUIT): ciphertext
/// and tag go into the sink, which is committed; the envelope, with nil for its content, is
/// returned. Else as seal_envelope().
Result<Bytes> seal_detached(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                            ByteSource& content, ByteSink& ciphertext,
                            const EnvelopeSealOptions& options = {});

}  // namespace stsafe::cose
