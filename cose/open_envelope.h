#pragma once

#include "cose/envelope.h"

namespace stsafe::cose {

struct EnvelopeOpenOptions {
  /// As it was sealed with.
  ByteView external_aad{};
  /// Where ciphertext waits for the recipients, which come behind it. Needed for sources that
  /// cannot seek; may be null for others.
  Spool* spool = nullptr;
  Watch watch{};
};

/// Opens an envelope (a COSE_Encrypt with tag 96) with whichever of the keys it is for: the content
/// goes into the sink, which is committed only when all of it is verified and nothing follows the
/// envelope in the source.
///
/// Reason::kWrongKey if it is for none of the keys, kNotAuthentic if content or key do not verify,
/// kUnsupported for other algorithms than those of ContentAlgorithm, kTooLarge beyond the limits of
/// envelope.h, kInvalidRequest if the content is not in the envelope or a spool is needed;
/// kMalformed, kTruncated and kUnexpected for what is no envelope. After any failure the sink has
/// been discarded.
Result<void> open_envelope(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                           ByteSource& sealed, ByteSink& content,
                           const EnvelopeOpenOptions& options = {});

/// Opens what seal_detached() made: an envelope without content, and its ciphertext from a source,
/// which is read once. Else as open_envelope(); no spool is needed.
Result<void> open_detached(const EnvelopeCrypto& crypto, std::span<RecipientKey* const> keys,
                           ByteView envelope, ByteSource& ciphertext, ByteSink& content,
                           const EnvelopeOpenOptions& options = {});

}  // namespace stsafe::cose
