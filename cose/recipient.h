#pragma once

#include "cose/headers.h"

namespace stsafe::cose {

/// Recipients of one message: more are refused, so that a hostile message costs the chip little.
inline constexpr std::size_t kMaxRecipients = 64;
/// Bytes of an encrypted content key: more are refused. A wrapped key of 32 bytes has 40.
inline constexpr std::size_t kMaxEncryptedKeySize = 1024;

/// One COSE_recipient (RFC 9052, section 5.1): the content's key, encrypted for one key.
struct Recipient {
  Headers headers{};
  Bytes encrypted_key{};
  /// It has recipients of its own, and is none that this library can open.
  bool is_layered = false;

  /// From whichever bucket it is in.
  std::optional<std::int64_t> algorithm() const;
};

/// Takes the array of recipients. Reason::kTooLarge above kMaxRecipients or kMaxEncryptedKeySize,
/// kUnexpected if there is none; else as take_headers().
Result<std::vector<Recipient>> take_recipients(CborReader& reader);

/// Writes the array of recipients.
void put_recipients(CborWriter& writer, std::span<const Recipient> recipients);

}  // namespace stsafe::cose
