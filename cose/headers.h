#pragma once

#include <span>

#include "cose/header_map.h"

namespace stsafe::cose {

/// Both buckets of one layer of a COSE message.
struct Headers {
  HeaderMap protected_map{};
  HeaderMap unprotected{};
  /// The protected bucket as it is authenticated: as received, or encode_protected(). Empty if it
  /// has no parameters.
  Bytes protected_bytes{};

  /// A parameter out of whichever bucket it is in; null if in none.
  const Bytes* key_id() const;
  const Bytes* iv() const;
  const Bytes* partial_iv() const;
  const Bytes* other(const Label& label) const;
};

/// The content of the byte string that a protected bucket is: empty if the map is.
Bytes encode_protected(const HeaderMap& map);

/// Completes headers to be written: encodes what is protected.
Headers make_headers(HeaderMap protected_map, HeaderMap unprotected);

/// Takes a protected bucket (a byte string) and an unprotected one (a map).
///
/// Refuses what RFC 9052, section 3, demands to refuse: a label in both buckets or twice in one, IV
/// with Partial IV, crit outside the protected bucket, crit that names a parameter which is not
/// there (all Reason::kUnexpected), and crit that names one which neither this library nor
/// `understood` knows (kUnsupported).
Result<Headers> take_headers(CborReader& reader, std::span<const Label> understood = {});

/// Writes both buckets, as take_headers() takes them.
void put_headers(CborWriter& writer, const Headers& headers);

/// What an encryption is part of (RFC 9052, section 5.3).
enum class EncryptionContext : std::uint8_t {
  kEncrypt0,          ///< "Encrypt0"
  kEncrypt,           ///< "Encrypt"
  kEncryptRecipient,  ///< "Enc_Recipient"
};

/// The longest associated data that the chip takes.
inline constexpr std::size_t kMaxAssociatedDataSize = 65535;

/// The Enc_structure (RFC 9052, section 5.3), which is the associated data of an encryption.
/// Reason::kTooLarge if it has more than kMaxAssociatedDataSize bytes.
Result<Bytes> enc_structure(EncryptionContext context, ByteView protected_bytes,
                            ByteView external_aad);

}  // namespace stsafe::cose
